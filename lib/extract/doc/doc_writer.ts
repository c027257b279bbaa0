import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import type { LinkAddresses } from "@/lib/extract/document/link_addresses.ts";
import { symbolOf, withoutSymbols } from "@/lib/extract/document/symbol.ts";
import type { Story } from "@/lib/extract/doc/doc_file.ts";
import type { DocLooks } from "@/lib/extract/doc/doc_looks.ts";
import type { DocPieces, Row } from "@/lib/extract/doc/doc_pieces.ts";
import { fieldTarget } from "@/lib/extract/document/field_target.ts";
import { TextBuilder } from "@/lib/extract/document/text_builder.ts";

/** A field under way: what it does, then what shows of it. */
interface Field {
  code: string;
  shows: boolean;
}

/** Fields lie in fields a few levels deep. */
const MAX_FIELDS = 256;
/** A field's code is a link's target at most, in characters. */
const MAX_CODE = 2_000;
/** A run of plain characters, or one that means something. */
const TOKEN = /\P{Cc}+|\p{Cc}/gu;
/** Characters that mean something: a paragraph, a line, a page, a column, a tab, a hyphen. */
const BREAKS: Record<string, string> = { "\v": "\n", "\x0e": "\n", "\t": "\t", "\x1e": "-" };

/** Writes the characters of a document of Word 97 as a person sees them. */
export class DocWriter {
  /** Characters that a person can't see. */
  hidden = 0;
  readonly #pieces: DocPieces;
  readonly #looks: DocLooks;
  readonly #links: LinkAddresses;
  readonly #builder = new TextBuilder();
  readonly #fields: Field[] = [];
  #inRow = false;
  #atStart = true;

  constructor(pieces: DocPieces, looks: DocLooks, links: LinkAddresses) {
    this.#pieces = pieces;
    this.#looks = looks;
    this.#links = links;
  }

  /**
   * @param boxes text boxes, by the character of the story that they hang on
   * @throws {ExtractionError} corrupt or too_much_text
   */
  write(story: Story, boxes = new Map<number, Story[]>()): string {
    const waiting = [...boxes].sort(([one], [other]) => one - other);
    for (const row of this.#pieces.textOf(story)) this.#writeRow(row, waiting);
    this.#endRow();
    for (const [, stories] of waiting) this.#writeBoxes(stories);
    return this.#builder.finish();
  }

  #writeRow(row: Row, waiting: [number, Story[]][]): void {
    for (let from = 0; from < row.text.length;) {
      const anchor = waiting[0]?.[0] ?? Infinity;
      if (anchor <= row.at + from) this.#writeBoxes(waiting.shift()?.[1] ?? []);
      const place = row.place + from * row.width;
      const { look, end } = this.#looks.at(place);
      const until = Math.max(from + 1, Math.ceil((end - row.place) / row.width));
      const next = anchor > row.at + from ? anchor - row.at : until;
      const to = Math.min(row.text.length, until, next);
      if (!look?.deleted) this.#writeRun(row.text.slice(from, to), place, row.width, look);
      from = to;
    }
  }

  #writeBoxes(stories: readonly Story[]): void {
    for (const story of stories) {
      const writer = new DocWriter(this.#pieces, this.#looks, this.#links);
      this.#builder.openFrame();
      this.#builder.add(writer.write(story).trim());
      this.#builder.closeBox();
      this.hidden += writer.hidden;
    }
  }

  #writeRun(text: string, place: number, width: number, look: ReturnType<DocLooks["at"]>["look"]) {
    for (const { 0: token, index } of text.matchAll(TOKEN)) {
      if (token >= " ") this.#writeWords(token, place + index * width, look);
      else this.#writeMark(token, place + index * width, look?.symbol ?? null);
    }
  }

  #writeWords(words: string, place: number, look: ReturnType<DocLooks["at"]>["look"]): void {
    const field = this.#fields.at(-1);
    if (field !== undefined && !field.shows) {
      field.code = (field.code + words).slice(0, MAX_CODE);
    } else if (this.#fields.every((one) => one.shows)) {
      if (this.#looks.hides(look)) this.hidden += words.trim().length;
      else this.#add(look?.symbol == null ? withoutSymbols(words) : symbolOf(look.symbol), place);
    }
  }

  #writeMark(mark: string, place: number, symbol: number | null): void {
    if (mark === "\x13") this.#openField();
    else if (mark === "\x14") this.#showField();
    else if (mark === "\x15") this.#fields.pop();
    else if (mark === "\r" || mark === "\f" || mark === "\n") this.#endParagraph();
    else if (this.#fields.some((field) => !field.shows)) return;
    else if (mark === "\x07") this.#endCell(place);
    else if (Object.hasOwn(BREAKS, mark)) this.#add(BREAKS[mark], place);
    else if (symbol !== null) this.#add(symbolOf(symbol), place);
  }

  #openField(): void {
    if (this.#fields.length >= MAX_FIELDS) throw new ExtractionError("corrupt");
    this.#fields.push({ code: "", shows: false });
  }

  #showField(): void {
    const field = this.#fields.at(-1);
    if (field === undefined || field.shows) return;
    field.shows = true;
    this.#links.add(fieldTarget(field.code));
  }

  #add(text: string, place: number): void {
    if (this.#atStart) this.#startParagraph(place);
    this.#builder.add(text);
  }

  #startParagraph(place: number): void {
    this.#atStart = false;
    const look = this.#looks.paragraphAt(place);
    if (look?.inTable) this.#openCell();
    else if (look !== undefined) this.#endRow();
    if (look?.inList) this.#builder.add("• ");
  }

  /** A field that a program forgot to end must not take the rest of the document with it. */
  #endParagraph(): void {
    for (const field of this.#fields) field.shows = true;
    this.#builder.endParagraph();
    this.#atStart = true;
  }

  #openCell(): void {
    if (this.#inRow) return;
    this.#inRow = true;
    this.#builder.openRow();
    this.#builder.openFrame();
  }

  #endCell(place: number): void {
    const look = this.#looks.paragraphAt(place);
    if (look?.endsRow ?? (this.#inRow && this.#atStart)) this.#endRow();
    else if (look === undefined && !this.#inRow) this.#endUnknownCell();
    else {
      this.#openCell();
      this.#builder.closeCell();
      this.#builder.openFrame();
    }
    this.#atStart = true;
  }

  /** In a document that was saved fast only two ends of cells in a row tell the end of a row. */
  #endUnknownCell(): void {
    if (this.#atStart) this.#endParagraph();
    else this.#builder.add("\t");
  }

  #endRow(): void {
    if (!this.#inRow) return;
    this.#inRow = false;
    this.#builder.closeCell();
    this.#builder.closeRow();
  }
}
