import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { looksUtf16 } from "@/lib/extract/document/text_bytes.ts";
import { guessEncoding } from "@/lib/extract/plain/encoding_guess.ts";

/** Of so many letters beyond ASCII one may be broken in a text that is taken for UTF-8. */
const BROKEN_SHARE = 20;

/** Decodes a text file, whatever it is written in. */
export function plainText(bytes: Uint8Array): DocumentText {
  return { text: decodeText(bytes), hidden: 0 };
}

/**
 * The text of bytes: UTF-16, else UTF-8 where they are that, whatever the document says of itself,
 * else what it names, else what they look like.
 * @param named the encoding that the document names, as TextDecoder calls it
 */
export function decodeText(bytes: Uint8Array, named?: string): string {
  const utf16 = looksUtf16(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  // It is ASCII with escapes, so UTF-8 too.
  const isEscaped = bytes.includes(0x1b) && guessEncoding(bytes) === "iso-2022-jp";
  if (isEscaped) return new TextDecoder("iso-2022-jp").decode(bytes);
  const text = new TextDecoder("utf-8").decode(bytes);
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  if (broken === 0) return text;
  if (named !== undefined && named !== "utf-8") return new TextDecoder(named).decode(bytes);
  const beyond = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return broken * BROKEN_SHARE < beyond
    ? text
    : new TextDecoder(guessEncoding(bytes)).decode(bytes);
}
