import { Buffer } from "node:buffer";

/** How far the search may go on from a byte under the end of what is searched for. */
const skips = new WeakMap<Uint8Array, Uint16Array>();

/**
 * A piece of a body as the parser takes it, uncopied, in which boundaries are found fast: Deno's own
 * search of one Buffer for another looks at every byte, and took half of the time of an upload.
 */
export function searchedPiece(piece: Uint8Array): Buffer {
  const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
  const byNode = buffer.indexOf;
  const indexOf = (value: unknown, from?: unknown, ...more: unknown[]) =>
    value instanceof Uint8Array && typeof from === "number" && from >= 0
      ? indexOfBytes(piece, value, from)
      : Reflect.apply(byNode, buffer, [value, from, ...more]);
  return Object.defineProperty(buffer, "indexOf", { value: indexOf });
}

/** Where `wanted`, a boundary of 256 bytes at most, stands first from `from` on; -1 where nowhere (Horspool). */
export function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const end = wanted.length - 1;
  if (end < 0) return Math.min(from, bytes.length);
  let skip = skips.get(wanted);
  if (!skip) skips.set(wanted, skip = skipsOf(wanted));
  const last = wanted[end];
  for (let at = from; at + end < bytes.length; at += skip[bytes[at + end]]) {
    if (bytes[at + end] !== last) continue;
    let same = 0;
    while (same < end && bytes[at + same] === wanted[same]) same++;
    if (same === end) return at;
  }
  return -1;
}

function skipsOf(wanted: Uint8Array): Uint16Array {
  const skip = new Uint16Array(256).fill(wanted.length);
  for (let i = 0; i < wanted.length - 1; i++) skip[wanted[i]] = wanted.length - 1 - i;
  return skip;
}
