import type { EventEmitter } from "node:events";
import type { BusboyInstance } from "@fastify/busboy";
import { formDisposition, writeDisposition } from "@/lib/http/multipart/content_disposition.ts";

/** Of the pinned version: what finds the parts, and tells their headers byte by byte as latin1. */
interface Internals {
  _parser: { parser: EventEmitter };
}

/** Has a parser see each part's Content-Disposition as RFC 6266 wants it read, which it does not itself. */
export function normalizePartHeaders(busboy: BusboyInstance): void {
  const { parser } = (busboy as unknown as Internals)._parser;
  parser.prependListener("part", (part: EventEmitter) => {
    part.on("header", (header: Record<string, string[]>) => {
      const values = header["content-disposition"];
      const disposition = values && formDisposition(values[0]);
      if (disposition) values[0] = writeDisposition(disposition);
    });
  });
}
