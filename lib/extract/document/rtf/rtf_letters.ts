import { isWide } from "@/lib/extract/document/encoding/code_page.ts";
import { symbolOf } from "@/lib/extract/document/symbol.ts";
import type { RtfTables } from "@/lib/extract/document/rtf/rtf_tables.ts";

/** What the braces save and restore of how letters are read. */
export interface RtfLetterState {
  font: string;
  /** How many characters stand in for one \u character, for readers that don't know it. */
  fallback: number;
}

/** The most characters that stand in for one. */
const MAX_FALLBACK = 10;

/** How many characters stand in for one \u character by what \uc says. */
export function fallbackOf(value: string | undefined): number {
  return Math.min(Math.max(0, Number(value ?? 1)), MAX_FALLBACK);
}

/** Letters of an RTF file: by their bytes in the encoding of their font, by their numbers, as they are. */
export class RtfLetters {
  readonly #tables: RtfTables;
  readonly #codePage: string;
  readonly #write: (text: string) => void;
  readonly #decoders = new Map<string, TextDecoder>();
  /** Bytes of text whose letters may not be whole yet. */
  #bytes: number[] = [];
  /** Characters still to be left out after a \u. */
  #pending = 0;

  /** @param codePage the encoding where the font says none */
  constructor(tables: RtfTables, codePage: string, write: (text: string) => void) {
    this.#tables = tables;
    this.#codePage = codePage;
    this.#write = write;
  }

  /** Whether the next character stands in for one that was written; it is left out then. */
  isStandIn(): boolean {
    if (this.#pending === 0) return false;
    this.#pending--;
    return true;
  }

  /** A text without the characters at its beginning that stand in. */
  withoutStandIns(text: string): string {
    const shown = text.slice(this.#pending);
    this.#pending = Math.max(0, this.#pending - text.length);
    return shown;
  }

  endStandIns(): void {
    this.#pending = 0;
  }

  byte(byte: number): void {
    this.#bytes.push(byte);
  }

  /** @param isRaw its characters are bytes */
  text(text: string, isRaw: boolean, state: RtfLetterState): void {
    // The second byte of a letter may look like one of ASCII.
    const isSecond = this.#bytes.length > 0 && isWide(this.#encodingOf(state));
    const bytes = isRaw ? text : isSecond ? text[0] : "";
    for (let at = 0; at < bytes.length; at++) this.#bytes.push(bytes.charCodeAt(at) & 255);
    if (isRaw) return;
    this.flush(state);
    this.#write(text.slice(bytes.length));
  }

  /** A UTF-16 unit by its number, which may be written as a negative one. */
  unicode(code: number, state: RtfLetterState): void {
    this.flush(state);
    this.#write(String.fromCharCode(code < 0 ? code + 65_536 : code));
    this.#pending = state.fallback;
  }

  /** Writes the bytes that came, in the encoding that their font has. */
  flush(state: RtfLetterState): void {
    if (this.#bytes.length === 0) return;
    const bytes = new Uint8Array(this.#bytes);
    this.#bytes = [];
    if (this.#tables.font(state.font)?.isSymbol) {
      return this.#write(Array.from(bytes, symbolOf).join(""));
    }
    const encoding = this.#encodingOf(state);
    const decoder = this.#decoders.get(encoding) ?? new TextDecoder(encoding);
    this.#decoders.set(encoding, decoder);
    this.#write(decoder.decode(bytes));
  }

  #encodingOf({ font }: RtfLetterState): string {
    return this.#tables.font(font)?.encoding ?? this.#codePage;
  }
}
