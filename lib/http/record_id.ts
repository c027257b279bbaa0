import { z } from "zod";
import { notFound } from "@/lib/http/problems.ts";
import { RECORD_ID } from "@/lib/wire/batch.ts";

/**
 * An id that this server gave: of a batch, a file, a job or an upload. Other text never becomes a key:
 * KV throws at one over 2,048 bytes.
 */
export const recordId = z.string().regex(RECORD_ID, "is no id of this server's");

/** Returns the id in a path. Throws a 404 problem for what can't be one: it names no `kind`. */
export function parseRecordId(value: string, kind: "batch" | "file" | "job" | "share"): string {
  if (recordId.safeParse(value).success) return value;
  throw notFound(`${kind} ${JSON.stringify(value.slice(0, 60))}`);
}
