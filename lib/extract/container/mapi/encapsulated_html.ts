import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import {
  fallbackOf,
  RtfLetters,
  type RtfLetterState,
} from "@/lib/extract/document/rtf/rtf_letters.ts";
import { type RtfFollower, RtfSource } from "@/lib/extract/document/rtf/rtf_source.ts";
import { RtfTables } from "@/lib/extract/document/rtf/rtf_tables.ts";

/** What the braces save and restore. */
interface Group extends RtfLetterState {
  /** Nothing in it is of the page. */
  skipped: boolean;
  /** It is optional for readers that don't know what comes next. */
  isOptional: boolean;
  /** A piece of the page's source. */
  isTag: boolean;
  /** What stands in only for readers of RTF. */
  isForRtf: boolean;
  isFontTable: boolean;
}

/** The words at the beginning that say so. */
const FROM_HTML = /^\s{0,9}\{\\rtf1(?:\\[a-z]{1,20}-?\d{0,10} ?|[\r\n]){0,10}?\\fromhtml1(?!\d)/;
const MAX_DEPTH = 256;
/** Pieces of the page that are kept apart: each takes memory. */
const MAX_PIECES = 4_096;
/** Groups of which nothing is of the page. */
const LEFT_OUT = new Set(["colortbl", "stylesheet", "info", "pict"]);
/** Words that stand for characters, in pieces of source and between them. */
const IN_TAG: Record<string, string> = { par: "\r\n", line: "\r\n", tab: "\t" };
const IN_TEXT: Record<string, string> = {
  ...IN_TAG,
  lquote: "&lsquo;",
  rquote: "&rsquo;",
  ldblquote: "&ldquo;",
  rdblquote: "&rdquo;",
  bullet: "&bull;",
  endash: "&ndash;",
  emdash: "&mdash;",
};
const SYMBOLS: Record<string, string> = { "~": "&nbsp;", "_": "&shy;" };

/**
 * The page that Outlook has written into a body in RTF, and shows ([MS-OXRTFEX] 2.2).
 *
 * @returns null where there is none
 * @throws {ExtractionError} corrupt: nested too deep
 */
export function encapsulatedHtml(rtf: Uint8Array): string | null {
  const source = new RtfSource(rtf);
  if (!FROM_HTML.test(source.text)) return null;
  const page = new EncapsulatedPage(source.encoding);
  source.tell(page);
  return page.finish();
}

class EncapsulatedPage implements RtfFollower {
  readonly #tables = new RtfTables();
  readonly #letters: RtfLetters;
  readonly #groups: Group[] = [];
  #page = "";
  #pieces: string[] = [];
  #group: Group = {
    skipped: false,
    isOptional: false,
    isTag: false,
    isForRtf: false,
    isFontTable: false,
    font: "",
    fallback: 1,
  };

  /** @param encoding of bytes where the font says none */
  constructor(encoding: string) {
    this.#letters = new RtfLetters(this.#tables, encoding, (text) => this.#write(text));
  }

  control(word: string, value: string | undefined): void {
    const group = this.#group;
    if (word === "u") return this.#letters.unicode(Number(value), group);
    if (this.#letters.isStandIn()) return;
    this.#letters.flush(group);
    if (group.isFontTable) return this.#tables.fontWord(word, value);
    const isOptional = group.isOptional;
    group.isOptional = false;
    if (word === "htmltag" && isOptional) group.isTag = true;
    else if (word === "htmlrtf") group.isForRtf = value !== "0";
    else if (word === "fonttbl") group.isFontTable = group.skipped = true;
    else if (isOptional || LEFT_OUT.has(word)) group.skipped = true;
    else if (word === "f" || word === "deff") group.font = value ?? "";
    else if (word === "uc") group.fallback = fallbackOf(value);
    else {
      const words = group.isTag ? IN_TAG : IN_TEXT;
      if (Object.hasOwn(words, word)) this.#write(words[word]);
    }
  }

  symbol(symbol: string): void {
    if (this.#letters.isStandIn()) return;
    if ("\\{}".includes(symbol)) return this.#letters.byte(symbol.charCodeAt(0));
    this.#letters.flush(this.#group);
    if (symbol === "*") this.#group.isOptional = true;
    else if (symbol === "\r" || symbol === "\n") this.#write("\r\n");
    else this.#write(SYMBOLS[symbol] ?? "");
  }

  brace(brace: string): void {
    this.#letters.flush(this.#group);
    this.#letters.endStandIns();
    if (brace === "}") {
      this.#group = this.#groups.pop() ?? this.#group;
      return;
    }
    if (this.#groups.length >= MAX_DEPTH) throw new ExtractionError("corrupt");
    this.#groups.push(this.#group);
    this.#group = { ...this.#group, isOptional: false };
  }

  byte(byte: number): void {
    if (!this.#letters.isStandIn()) this.#letters.byte(byte);
  }

  text(text: string, isRaw: boolean): void {
    const shown = this.#letters.withoutStandIns(text);
    if (shown === "" || this.#group.isFontTable) return;
    this.#letters.text(shown, isRaw, this.#group);
  }

  finish(): string {
    this.#letters.flush(this.#group);
    return this.#page + this.#pieces.join("");
  }

  #write(text: string): void {
    const { skipped, isForRtf } = this.#group;
    if (skipped || isForRtf) return;
    if (this.#pieces.push(text) < MAX_PIECES) return;
    this.#page += this.#pieces.join("");
    this.#pieces = [];
  }
}
