import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

/** How a stream begins, and a key that says nothing of it, in bytes. */
const SIGNATURE = 0x223e9f78;
const START_BYTES = 6;
/** Before an attribute's bytes: its level, its number and its length; after them, a checksum. */
const HEAD_BYTES = 9;
const CHECKSUM_BYTES = 2;
/** Of the message, and of an attachment. */
const LEVELS = [1, 2];

/** What a stream says of a message or of an attachment ([MS-OXTNEF] 2.1.3.3). */
export interface TnefAttribute {
  /** Its number; the upper half says of which type its bytes are. */
  id: number;
  bytes: Uint8Array;
}

/** The attributes that are read. */
export const ATTRIBUTES = {
  subject: 0x00018004,
  body: 0x0002800c,
  codePage: 0x00069007,
  messageProperties: 0x00069003,
  /** An attachment begins. */
  attachment: 0x00069002,
  attachmentTitle: 0x00018010,
  attachmentBytes: 0x0006800f,
  attachmentProperties: 0x00069005,
};

/** Whether bytes are a message in Outlook's own form. */
export function isTnef(bytes: Uint8Array): boolean {
  return bytes.length >= START_BYTES && viewOf(bytes).getUint32(0, true) === SIGNATURE;
}

/**
 * The attributes of a stream, in their order. Some programs write wrong checksums, and bytes after the
 * last attribute: neither is looked at.
 *
 * @throws {ExtractionError} corrupt: cut, or none
 */
export function* tnefAttributes(bytes: Uint8Array): Generator<TnefAttribute> {
  if (!isTnef(bytes)) throw new ExtractionError("corrupt");
  const view = viewOf(bytes);
  for (let at = START_BYTES; LEVELS.includes(bytes[at]);) {
    const start = at + HEAD_BYTES;
    if (start > bytes.length) throw new ExtractionError("corrupt");
    const end = start + view.getUint32(at + 5, true);
    if (end > bytes.length) throw new ExtractionError("corrupt");
    yield { id: view.getUint32(at + 1, true), bytes: bytes.subarray(start, end) };
    at = end + CHECKSUM_BYTES;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
