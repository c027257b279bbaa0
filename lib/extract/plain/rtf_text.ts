import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { encodingOfCodePage } from "@/lib/extract/plain/rtf_encoding.ts";
import { RtfWriter } from "@/lib/extract/plain/rtf_writer.ts";

/** Bytes of a string that is made at once: more are too many arguments. */
const SLICE_BYTES = 8_192;
/**
 * A control word with its number, a byte, a control symbol, a brace, bytes that stand for
 * themselves, or a backslash that begins nothing.
 */
const TOKEN =
  /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}]+)|\\/y;
/** Colours behind text, and drawings: then white text is taken for visible. */
const SHADES =
  /\\(?:cb|chcbpat|cbpat|clcbpat|trcbpat|highlight|shading|chshdng|clshdng)[1-9]|\\shp|\\do\b/;

/**
 * Reads Rich Text Format: headers, body with tables and text boxes, notes, footers.
 * @throws {ExtractionError} corrupt: nested too deep; or too_much_text
 */
export function rtfText(bytes: Uint8Array): DocumentText {
  const { source, isRaw } = sourceOf(bytes);
  const codePage = /\\ansicpg(\d{3,5})/.exec(source.slice(0, 2000))?.[1] ?? defaultPage(source);
  const writer = new RtfWriter(encodingOfCodePage(codePage), SHADES.test(source));
  const tokens = new RegExp(TOKEN);
  for (let token = tokens.exec(source); token !== null; token = tokens.exec(source)) {
    const [, word, value, byte, symbol, brace, text] = token;
    // What follows it is no text but so many bytes of a picture.
    if (word === "bin") tokens.lastIndex += Math.max(0, Number(value ?? 0));
    else if (word !== undefined) writer.control(word, value);
    else if (byte !== undefined) writer.byte(parseInt(byte, 16));
    else if (symbol !== undefined) writer.symbol(symbol);
    else if (brace !== undefined) writer.brace(brace);
    else if (text !== undefined) writer.text(text.replace(/[\r\n]/g, ""), isRaw);
  }
  return writer.finish();
}

/** RTF is ASCII. Programs that don't know it write UTF-8, or raw bytes: a character for each then. */
function sourceOf(bytes: Uint8Array): { source: string; isRaw: boolean } {
  try {
    return { source: new TextDecoder("utf-8", { fatal: true }).decode(bytes), isRaw: false };
  } catch {
    let source = "";
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      source += String.fromCharCode(...bytes.subarray(at, at + SLICE_BYTES));
    }
    return { source, isRaw: true };
  }
}

/** The character sets of files that name no code page. */
function defaultPage(source: string): string {
  return /\\mac\b/.test(source.slice(0, 200)) ? "10000" : "1252";
}
