import { isPictureFont } from "@/lib/extract/document/symbol.ts";
import {
  encodingOfCharset,
  encodingOfCodePage,
} from "@/lib/extract/document/encoding/code_page.ts";

/** A font, as far as it decides how bytes are read. */
interface RtfFont {
  encoding?: string;
  /** Its letters are pictures. */
  isSymbol: boolean;
}

/** \fcharset of fonts of pictures. */
const SYMBOL_CHARSET = "2";
/** Files name a few dozen fonts and colours; these numbers are no more than 16 bits. */
const MAX_ENTRIES = 65_536;

/** The tables at the head of an RTF file: its fonts and its colours. */
export class RtfTables {
  readonly #fonts = new Map<string, RtfFont>();
  readonly #whites: boolean[] = [];
  #font: RtfFont = { isSymbol: false };
  #color: number[] = [];

  /** A control word in the table of fonts. */
  fontWord(word: string, value = ""): void {
    if (word === "f") {
      this.#font = { isSymbol: false };
      if (this.#fonts.size < MAX_ENTRIES) this.#fonts.set(value, this.#font);
    } else if (word === "fcharset") {
      this.#font.encoding = encodingOfCharset(value);
      this.#font.isSymbol = value === SYMBOL_CHARSET;
    } else if (word === "cpg") this.#font.encoding = encodingOfCodePage(value);
  }

  /** A font's name. */
  fontName(name: string): void {
    if (isPictureFont(name)) this.#font.isSymbol = true;
  }

  /** A control word in the table of colours: red, green or blue. */
  colorWord(word: string, value = "0"): void {
    if (["red", "green", "blue"].includes(word)) this.#color.push(Number(value));
  }

  /** A semicolon ends each colour. */
  colorText(text: string): void {
    for (const mark of text) {
      if (mark !== ";" || this.#whites.length >= MAX_ENTRIES) continue;
      this.#whites.push(this.#color.length === 3 && this.#color.every((part) => part >= 0xf0));
      this.#color = [];
    }
  }

  font(number: string): RtfFont | undefined {
    return this.#fonts.get(number);
  }

  isWhite(number: number): boolean {
    return this.#whites[number] ?? false;
  }
}
