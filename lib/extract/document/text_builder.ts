import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { MAX_CHARACTERS } from "@/lib/extract/document/limits.ts";

/** What is being written: paragraphs done, and the one under way. */
interface Frame {
  blocks: string[];
  line: string;
  /** Text boxes that hang on the paragraph under way; they follow it. */
  boxes: string[];
}

/** Puts a word processor's paragraphs, tables and text boxes together as text. */
export class TextBuilder {
  readonly #outer: Frame[] = [];
  readonly #rows: string[][] = [];
  #frame: Frame = newFrame();
  #length = 0;

  /** @throws {ExtractionError} too_much_text */
  add(text: string): void {
    this.#length += text.length;
    if (this.#length > MAX_CHARACTERS) throw new ExtractionError("too_much_text");
    this.#frame.line += text;
  }

  /** Whether the paragraph under way is still empty. */
  get atStart(): boolean {
    return this.#frame.line === "";
  }

  endParagraph(): void {
    const { blocks, line, boxes } = this.#frame;
    blocks.push(line, ...boxes);
    this.#frame.line = "";
    this.#frame.boxes = [];
    // Empty paragraphs cost memory too.
    this.add("");
    this.#length++;
  }

  /** A text box, cell or header begins: a text of its own within the text. */
  openFrame(): void {
    this.#outer.push(this.#frame);
    this.#frame = newFrame();
  }

  closeBox(): void {
    const text = this.#closeFrame();
    if (text !== "") this.#frame.boxes.push(text);
  }

  openRow(): void {
    this.#rows.push([]);
  }

  closeCell(): void {
    const text = this.#closeFrame();
    this.#rows.at(-1)?.push(text);
  }

  /** A row of one-line cells is a line; cells of several lines are columns, one after the other. */
  closeRow(): void {
    const cells = this.#rows.pop()?.filter((cell) => cell.trim() !== "") ?? [];
    const single = cells.every((cell) => !cell.includes("\n"));
    if (cells.length > 0) this.#frame.blocks.push(cells.join(single ? "\t" : "\n\n"));
  }

  /** All of the text. */
  finish(): string {
    if (this.#frame.line !== "" || this.#frame.boxes.length > 0) this.endParagraph();
    return this.#frame.blocks.join("\n");
  }

  #closeFrame(): string {
    const text = this.finish();
    this.#frame = this.#outer.pop() ?? newFrame();
    return text;
  }
}

function newFrame(): Frame {
  return { blocks: [], line: "", boxes: [] };
}
