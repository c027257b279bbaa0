import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { MAX_CHARACTERS } from "@/lib/extract/document/limits.ts";

/** What the braces save and restore. */
interface Group {
  skipped: boolean;
  hidden: boolean;
  /** How many characters stand in for one \u character, for readers that don't know it. */
  fallback: number;
}

const MAX_DEPTH = 256;
/** Groups that hold no text of the page. */
const LEFT_OUT = new Set(
  ("fonttbl colortbl stylesheet info pict object themedata datastore listtable " +
    "listoverridetable revtbl rsidtbl generator xmlnstbl latentstyles filetbl comment fldinst " +
    "annotation atnid atnauthor bkmkstart bkmkend nonshppict deleted").split(" "),
);
const WRITTEN: Record<string, string> = {
  par: "\n",
  line: "\n",
  sect: "\n\n",
  page: "\n\n",
  row: "\n",
  cell: "\t",
  tab: "\t",
  bullet: "•",
  endash: "–",
  emdash: "—",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  "~": " ",
  _: "-",
};
/** A control word with its number, a control symbol, a brace, or plain text. */
const TOKEN =
  /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}]+)/gy;

/**
 * Reads Rich Text Format.
 * @throws {ExtractionError} corrupt or too_much_text
 */
export function rtfText(bytes: Uint8Array): DocumentText {
  // RTF is ASCII; bytes beyond are in the document's code page.
  const source = new TextDecoder("windows-1252").decode(bytes);
  const writer = new RtfWriter(/\\ansicpg(\d{3,5})/.exec(source.slice(0, 2000))?.[1]);
  for (const [, word, value, byte, symbol, brace, text] of source.matchAll(TOKEN)) {
    if (word !== undefined) writer.control(word, value);
    else if (byte !== undefined) writer.byte(parseInt(byte, 16));
    else if (symbol !== undefined) writer.symbol(symbol);
    else if (brace !== undefined) writer.brace(brace);
    else writer.write(text.replace(/[\r\n]/g, ""));
  }
  return writer.finish();
}

class RtfWriter {
  readonly #decoder: TextDecoder;
  readonly #groups: Group[] = [];
  #group: Group = { skipped: false, hidden: false, fallback: 1 };
  #pieces: string[] = [];
  #length = 0;
  #hidden = 0;
  /** Characters still to be left out after a \u. */
  #pending = 0;

  constructor(codePage = "1252") {
    this.#decoder = decoderOf(codePage);
  }

  control(word: string, value: string | undefined): void {
    if (word === "u") this.#unicode(Number(value));
    else if (word === "uc") this.#group.fallback = Math.min(Number(value ?? 1), 10);
    else if (word === "v" || word === "deleted") this.#group.hidden = value !== "0";
    else if (word === "plain") this.#group.hidden = false;
    else if (LEFT_OUT.has(word)) this.#group.skipped = true;
    else if (Object.hasOwn(WRITTEN, word)) this.write(WRITTEN[word]);
  }

  symbol(symbol: string): void {
    // An optional destination that we don't know is to be left out.
    if (symbol === "*") this.#group.skipped = true;
    else if (symbol === "\n" || symbol === "\r") this.write("\n");
    else this.write("\\{}".includes(symbol) ? symbol : WRITTEN[symbol] ?? "");
  }

  brace(brace: string): void {
    if (brace === "{") {
      if (this.#groups.length >= MAX_DEPTH) throw new ExtractionError("corrupt");
      this.#groups.push({ ...this.#group });
    } else this.#group = this.#groups.pop() ?? this.#group;
    this.#pending = 0;
  }

  byte(byte: number): void {
    this.write(this.#decoder.decode(new Uint8Array([byte])));
  }

  write(text: string): void {
    const shown = text.slice(this.#pending);
    this.#pending = Math.max(0, this.#pending - text.length);
    if (this.#group.skipped || shown === "") return;
    if (this.#group.hidden) this.#hidden += shown.trim().length;
    else this.#add(shown);
  }

  finish(): DocumentText {
    return { text: this.#pieces.join(""), hidden: this.#hidden };
  }

  #unicode(code: number): void {
    this.#pending = 0;
    this.write(String.fromCharCode(code < 0 ? code + 65_536 : code));
    this.#pending = this.#group.fallback;
  }

  #add(text: string): void {
    this.#length += text.length;
    if (this.#length > MAX_CHARACTERS) throw new ExtractionError("too_much_text");
    this.#pieces.push(text);
  }
}

function decoderOf(codePage: string): TextDecoder {
  try {
    return new TextDecoder(`windows-${codePage}`);
  } catch {
    return new TextDecoder("windows-1252");
  }
}
