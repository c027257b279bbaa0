import { Buffer } from "node:buffer";
import type { Hash } from "node:crypto";
import { FileTooLarge } from "@/lib/http/multipart/file_too_large.ts";

/**
 * Reads what is left; a file that was refused may also be too large. Returns its bytes, null where it
 * is.
 */
export async function drain(content: AsyncIterable<Uint8Array>): Promise<number | null> {
  let bytes = 0;
  try {
    for await (const piece of content) bytes += piece.length;
    return bytes;
  } catch (error) {
    if (error instanceof FileTooLarge) return null;
    throw error;
  }
}

/** The same bytes again, taken into the hash as they are read. */
export async function* hashing(
  content: AsyncIterable<Uint8Array>,
  hash: Hash,
): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
}

/** The first bytes, `length` of them if there are as many, and the whole content. */
export async function peek(
  content: AsyncIterable<Uint8Array<ArrayBuffer>>,
  length: number,
): Promise<{ head: Uint8Array; content: AsyncIterable<Uint8Array> }> {
  const iterator = content[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < length) {
    const { done, value } = await iterator.next();
    if (done) break;
    chunks.push(value);
    bytes += value.length;
  }
  async function* whole() {
    yield* chunks;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head: Buffer.concat(chunks).subarray(0, length), content: whole() };
}
