import { noteProperty, type WordLook, WordStyles } from "@/lib/extract/office/word_styles.ts";

type Attribute = (name: string) => string | undefined;

interface Table {
  /** Its style, or itself, may colour what is behind its text. */
  shaded: boolean;
  cellShaded: boolean;
}

/** Follows a Word document and says whether a person sees the text at hand; in doubt they do. */
export class WordSight {
  readonly #styles: WordStyles;
  readonly #tables: Table[] = [];
  #run: WordLook = {};
  #runStyle: WordLook = {};
  #paragraph: WordLook = {};
  #paragraphStyle: WordLook = {};
  #boxes = 0;
  /** A picture or shape that floats may lie behind any text. */
  #floating = false;

  constructor(styles: WordStyles = new WordStyles()) {
    this.#styles = styles;
  }

  /** Whether the text of the run under way can be seen. */
  get seen(): boolean {
    const looks = [this.#run, this.#runStyle, this.#paragraphStyle];
    if (looks.find(({ vanished }) => vanished !== undefined)?.vanished === true) return false;
    if (looks.find(({ white }) => white !== undefined)?.white !== true) return true;
    return this.#floating || this.#boxes > 0 || this.#isShaded();
  }

  openRun(): void {
    this.#run = {};
    this.#runStyle = {};
  }

  openParagraph(): void {
    this.#paragraph = {};
    this.#paragraphStyle = {};
  }

  openBox(): void {
    this.#boxes++;
  }

  closeBox(): void {
    this.#boxes--;
  }

  openTable(): void {
    this.#tables.push({ shaded: false, cellShaded: false });
  }

  closeTable(): void {
    this.#tables.pop();
  }

  openCell(): void {
    const table = this.#tables.at(-1);
    if (table !== undefined) table.cellShaded = false;
  }

  /** What floats over or under the text, and the colour of the page. */
  noteDrawing(name: string, attribute: Attribute): void {
    const color = attribute("w:color") ?? "";
    if (name === "anchor" || name === "pict") this.#floating = true;
    else if (name === "background" && !/^(?:auto|ffffff)?$/i.test(color)) this.#floating = true;
  }

  noteRun(name: string, attribute: Attribute): void {
    if (name === "rStyle") this.#runStyle = this.#styles.lookOf(attribute("w:val") ?? "") ?? {};
    else noteProperty(this.#run, name, attribute);
  }

  noteParagraph(name: string, attribute: Attribute): void {
    if (name === "pStyle") {
      this.#paragraphStyle = this.#styles.lookOf(attribute("w:val") ?? "") ?? {};
    } else if (name === "shd") noteProperty(this.#paragraph, name, attribute);
  }

  /** A property of a table or of one of its cells. */
  noteTable(name: string, attribute: Attribute, ofCell: boolean): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    const look: WordLook = {};
    // A style that isn't there may shade.
    if (name === "tblStyle") {
      const style = this.#styles.lookOf(attribute("w:val") ?? "");
      look.shaded = style === undefined || style.shaded;
    } else if (name === "shd") noteProperty(look, name, attribute);
    if (look.shaded !== true) return;
    if (ofCell) table.cellShaded = true;
    else table.shaded = true;
  }

  #isShaded(): boolean {
    const looks = [this.#run, this.#runStyle, this.#paragraph, this.#paragraphStyle];
    const nearest = looks.find(({ shaded }) => shaded !== undefined);
    return nearest?.shaded ?? this.#tables.some((table) => table.shaded || table.cellShaded);
  }
}
