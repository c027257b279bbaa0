import { constants, crc32, deflateRawSync } from "node:zlib";
import { shiftOf } from "@/lib/sse/gzip/crc32.ts";

/** Bytes as they stand in any gzip stream, whatever stands before and after them. */
export interface Deflated {
  /** Blocks of DEFLATE (RFC 1951) that depend on nothing before them and end at a byte. */
  blocks: Uint8Array;
  /** Of the bytes themselves, as are these. */
  crc: number;
  length: number;
  /** `shiftOf` the length. */
  shift: number;
}

/** Below this, in bytes, making a compressor costs more than is saved: a packet holds it all the same. */
const MIN_BYTES = 256;
/** What a stored block's two bytes of length say at most. */
const MAX_STORED = 0xffff;

const known = new WeakMap<Uint8Array, Deflated>();

/** The bytes compressed; those that are sent to many are compressed once, as long as they are kept. */
export function deflated(bytes: Uint8Array): Deflated {
  let made = known.get(bytes);
  if (!made) known.set(bytes, made = deflate(bytes));
  return made;
}

function deflate(bytes: Uint8Array): Deflated {
  const { length } = bytes;
  const blocks = length < MIN_BYTES
    ? stored(bytes)
    : deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH });
  return { blocks, crc: crc32(bytes), length, shift: shiftOf(length) };
}

/** As a block without compression (RFC 1951, section 3.2.4). */
function stored(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const block = new Uint8Array(5 + length);
  const view = new DataView(block.buffer);
  view.setUint16(1, length, true);
  view.setUint16(3, length ^ MAX_STORED, true);
  block.set(bytes, 5);
  return block;
}
