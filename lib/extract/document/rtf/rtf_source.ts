import { latin1 } from "@/lib/bytes.ts";
import { encodingOfCodePage } from "@/lib/extract/document/encoding/code_page.ts";

/**
 * A control word with its number, a byte, a control symbol, a brace, bytes that stand for
 * themselves, or a backslash that begins nothing.
 */
const TOKEN =
  /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}]+)|\\/y;

/** What is told of each token of an RTF file, in their order. */
export interface RtfFollower {
  control(word: string, value: string | undefined): void;
  symbol(symbol: string): void;
  brace(brace: string): void;
  byte(byte: number): void;
  /**
   * Text as it stands in the file.
   * @param isRaw its characters are bytes
   */
  text(text: string, isRaw: boolean): void;
}

/** An RTF file taken apart (RTF 1.9.1). */
export class RtfSource {
  /** The file as text. */
  readonly text: string;
  /** The encoding of its bytes where no font says another. */
  readonly encoding: string;
  readonly #isRaw: boolean;

  constructor(bytes: Uint8Array) {
    const { text, isRaw } = sourceOf(bytes);
    this.text = text;
    this.#isRaw = isRaw;
    const named = /\\ansicpg(\d{3,5})/.exec(text.slice(0, 2000))?.[1];
    this.encoding = encodingOfCodePage(named ?? defaultPage(text));
  }

  /** Tells of all tokens; what a picture has as bytes is passed over. */
  tell(follower: RtfFollower): void {
    const tokens = new RegExp(TOKEN);
    for (let token = tokens.exec(this.text); token !== null; token = tokens.exec(this.text)) {
      const [, word, value, byte, symbol, brace, text] = token;
      // What follows it is no text but so many bytes of a picture.
      if (word === "bin") tokens.lastIndex += Math.max(0, Number(value ?? 0));
      else if (word !== undefined) follower.control(word, value);
      else if (byte !== undefined) follower.byte(parseInt(byte, 16));
      else if (symbol !== undefined) follower.symbol(symbol);
      else if (brace !== undefined) follower.brace(brace);
      else if (text !== undefined) follower.text(text.replace(/[\r\n]/g, ""), this.#isRaw);
    }
  }
}

/** RTF is ASCII. Programs that don't know it write UTF-8, or raw bytes: a character for each then. */
function sourceOf(bytes: Uint8Array): { text: string; isRaw: boolean } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), isRaw: false };
  } catch {
    return { text: latin1(bytes), isRaw: true };
  }
}

/** The character sets of files that name no code page. */
function defaultPage(text: string): string {
  return /\\mac\b/.test(text.slice(0, 200)) ? "10000" : "1252";
}
