import { TextBuilder } from "@/lib/extract/document/text_builder.ts";

/** A text of its own in an RTF file: the body, a header, a text box. */
export class RtfStory {
  /** The paragraph under way belongs to a table. */
  inTable = false;
  /** A row was described, and its cells come. */
  inRowToCome = false;
  /** What comes is the bullet or number of a list, as the program wrote it. */
  inBullet = false;
  readonly #builder = new TextBuilder();
  #inRow = false;
  #atStart = true;

  /** @throws {ExtractionError} too_much_text */
  add(text: string): void {
    if (this.#atStart) this.#startParagraph();
    const isTab = this.inBullet && text === "\t";
    this.inBullet &&= !isTab;
    this.#builder.add(isTab ? " " : text);
  }

  endParagraph(): void {
    this.inBullet = false;
    this.#atStart = true;
    this.#builder.endParagraph();
  }

  endCell(): void {
    // Not all programs say before a cell that it is one.
    if (!this.#inRow && !this.inTable && !this.inRowToCome) return this.add("\t");
    this.#openCell();
    this.#builder.closeCell();
    this.#builder.openFrame();
    this.#atStart = true;
  }

  endRow(): void {
    this.inRowToCome = false;
    if (!this.#inRow) {
      if (!this.#atStart) this.endParagraph();
      return;
    }
    this.#inRow = false;
    this.#atStart = true;
    this.#builder.closeCell();
    this.#builder.closeRow();
  }

  /** A text box, or a note, which follows the paragraph that it hangs on. */
  addBox(text: string): void {
    this.#builder.openFrame();
    this.#builder.add(text);
    this.#builder.closeBox();
  }

  finish(): string {
    if (this.#inRow) this.endRow();
    return this.#builder.finish();
  }

  #startParagraph(): void {
    if (this.inTable || this.inRowToCome) this.#openCell();
    else if (this.#inRow) this.endRow();
    this.#atStart = false;
  }

  #openCell(): void {
    if (this.#inRow) return;
    this.#inRow = true;
    this.#builder.openRow();
    this.#builder.openFrame();
  }
}
