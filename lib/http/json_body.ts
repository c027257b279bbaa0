import { Buffer } from "node:buffer";
import { contentLength } from "@/lib/http/content_length.ts";
import { Problem } from "@/lib/http/problem.ts";
import { badRequest, invalidJson, payloadTooLarge } from "@/lib/http/problems.ts";

/**
 * Reads a JSON body of at most `maxBytes`, whatever its content-type says. Throws a 413 problem for a longer
 * one, without reading on, and a 400 for what is not JSON in UTF-8.
 */
export async function readJson(req: Request, options: { maxBytes: number }): Promise<unknown> {
  const bytes = await readBytes(req, options.maxBytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // The parser's own message quotes the body.
    throw invalidJson(bytes.length === 0 ? "Cannot read the body: it is empty" : undefined);
  }
}

async function readBytes(req: Request, maxBytes: number): Promise<Uint8Array> {
  const declared = contentLength(req);
  if (declared !== null && declared > maxBytes) {
    await req.body?.cancel();
    throw payloadTooLarge(maxBytes);
  }
  // No more than was declared can come, if it isn't overruled: reading it at once costs far less.
  const isBounded = declared !== null && !req.headers.has("transfer-encoding");
  try {
    return isBounded ? await req.bytes() : await readPieces(req, maxBytes);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw badRequest("Cannot read the body: it ended early", cause);
  }
}

async function readPieces(req: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of req.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw payloadTooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
