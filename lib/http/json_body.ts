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
  if (Number(req.headers.get("content-length")) > maxBytes) {
    await req.body?.cancel();
    throw payloadTooLarge(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of req.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw badRequest("Cannot read the body: it ended early", cause);
  }
  if (size > maxBytes) throw payloadTooLarge(maxBytes);
  return joined(chunks, size);
}

function joined(chunks: Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
