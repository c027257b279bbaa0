import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { symbolOf, withoutSymbols } from "@/lib/extract/document/symbol.ts";
import { fieldTarget } from "@/lib/extract/document/field_target.ts";
import type { TextBuilder } from "@/lib/extract/document/text_builder.ts";
import { WordSight } from "@/lib/extract/office/word_sight.ts";
import type { WordStyles } from "@/lib/extract/office/word_styles.ts";
import type { XmlHandler } from "@/lib/extract/office/xml_reader.ts";

type Attribute = (name: string) => string | undefined;

const LEFT_OUT = new Set(["del", "moveFrom", "rt"]);
const OFF = new Set(["0", "false", "off", "none"]);

/** What a part of a document needs of those around it. */
interface DocxPart {
  /** The text of a document inside it, by its relationship's id. */
  chunk(id: string): string;
  /** Takes where a link points to. */
  link(target: string): void;
}

/** A field's code is a link's target at most, in characters. */
const MAX_CODE = 2_000;
/** Fields lie in fields a few levels deep. */
const MAX_FIELDS = 256;
/** As much of the hidden text is kept as a quotation needs, in characters. */
const MAX_HIDDEN = 400;

/** Follows WordprocessingML (ECMA-376 part 1, 17) and writes what a person sees to a builder. */
export class DocxHandler implements XmlHandler {
  /** Characters that a person can't see. */
  hidden = 0;
  /** The first of them. */
  hiddenText = "";
  /** Headers and footers of first pages, by their ids, in sections whose first page has no own ones. */
  readonly unusedParts = new Set<string>();
  readonly #builder: TextBuilder;
  readonly #part: DocxPart;
  /** For each field around us its code, until its result begins. */
  readonly #fields: (string | null)[] = [];
  /** The first page's headers and footers of the section under way. */
  #firstParts: string[] = [];
  #inCode = false;
  /** For each mc:AlternateContent around us, whether one form of it was read. */
  readonly #alternatives: boolean[] = [];
  /** Elements deep inside something to be left out. */
  #skipped = 0;
  #inText = false;
  #inRunStyle = false;
  #inParagraphStyle = false;
  #inTableStyle = false;
  #inCellStyle = false;
  readonly #sight: WordSight;

  constructor(
    builder: TextBuilder,
    part: DocxPart = { chunk: () => "", link() {} },
    styles?: WordStyles,
  ) {
    this.#builder = builder;
    this.#sight = new WordSight(styles);
    this.#part = part;
  }

  open(name: string, attribute: Attribute): void {
    if (this.#skipped > 0 || this.#isLeftOut(name)) {
      this.#skipped++;
      return;
    }
    if (this.#inRunStyle) this.#styleRun(name, attribute);
    else if (this.#inParagraphStyle) this.#styleParagraph(name, attribute);
    else if (this.#inTableStyle || this.#inCellStyle) {
      this.#sight.noteTable(name, attribute, this.#inCellStyle);
    } else if (!this.#openField(name, attribute)) this.#openContent(name, attribute);
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped--;
      return;
    }
    if (name === "t") this.#inText = false;
    else if (name === "instrText") this.#inCode = false;
    else if (name === "rPr") this.#inRunStyle = false;
    else if (name === "pPr") this.#inParagraphStyle = false;
    else if (name === "tblPr") this.#inTableStyle = false;
    else if (name === "tcPr") this.#inCellStyle = false;
    else if (name === "p") this.#closeParagraph();
    else if (name === "txbxContent") this.#closeBox();
    else if (name === "tc") this.#builder.closeCell();
    else if (name === "tr") this.#builder.closeRow();
    else if (name === "tbl") this.#sight.closeTable();
    else if (name === "AlternateContent") this.#alternatives.pop();
    else if (name === "sectPr") this.#closeSection();
  }

  text(text: string): void {
    if (this.#skipped > 0) return;
    if (this.#inCode) return this.#addCode(text);
    // Between a field's code and its result there may be text too: what the code is made of.
    if (!this.#inText || this.#fields.some((code) => code !== null)) return;
    if (!this.#sight.seen) this.#hide(text);
    else this.#builder.add(withoutSymbols(text));
  }

  #hide(text: string): void {
    this.hidden += text.trim().length;
    if (this.hiddenText.length < MAX_HIDDEN) this.hiddenText += `${text.slice(0, MAX_HIDDEN)} `;
  }

  /** Fields, and what else names other parts of the document. */
  #openField(name: string, attribute: Attribute): boolean {
    if (name === "instrText") this.#inCode = true;
    else if (name === "fldChar") this.#stepField(attribute("w:fldCharType") ?? "");
    else if (name === "fldSimple") this.#part.link(fieldTarget(attribute("w:instr") ?? ""));
    else if (name === "altChunk") this.#addChunk(attribute("r:id") ?? "");
    else if (name === "titlePg" && !OFF.has(attribute("w:val") ?? "")) this.#firstParts = [];
    else if (name === "headerReference" || name === "footerReference") {
      if (attribute("w:type") === "first") this.#firstParts.push(attribute("r:id") ?? "");
    } else return false;
    return true;
  }

  #stepField(step: string): void {
    if (step === "begin") {
      if (this.#fields.length >= MAX_FIELDS) throw new ExtractionError("corrupt");
      this.#fields.push("");
    } else if (step === "separate" && this.#fields.length > 0) {
      this.#part.link(fieldTarget(this.#fields.pop() ?? ""));
      this.#fields.push(null);
    } else if (step === "end") this.#fields.pop();
  }

  #addCode(code: string): void {
    const last = this.#fields.length - 1;
    const before = this.#fields[last];
    if (typeof before === "string") this.#fields[last] = (before + code).slice(0, MAX_CODE);
  }

  #addChunk(id: string): void {
    this.#builder.add(this.#part.chunk(id).trim());
    this.#builder.endParagraph();
  }

  /** Word keeps the header of a first page that has none of its own any more. */
  #closeSection(): void {
    for (const id of this.#firstParts) this.unusedParts.add(id);
    this.#firstParts = [];
  }

  #openContent(name: string, attribute: Attribute): void {
    const builder = this.#builder;
    if (name === "t") this.#inText = true;
    else if (name === "r") this.#sight.openRun();
    else if (name === "rPr") this.#inRunStyle = true;
    else if (name === "p") this.#sight.openParagraph();
    else if (name === "pPr") this.#inParagraphStyle = true;
    else if (name === "tab" || name === "ptab") builder.add("\t");
    else if (name === "br" || name === "cr") builder.add("\n");
    else if (name === "noBreakHyphen") builder.add("-");
    else if (name === "sym") builder.add(symbolOf(parseInt(attribute("w:char") ?? "", 16)));
    else if (name === "tc") this.#openCell();
    else if (name === "txbxContent") this.#openBox();
    else if (name === "tr") builder.openRow();
    else if (name === "tbl") this.#sight.openTable();
    else if (name === "tblPr") this.#inTableStyle = true;
    else if (name === "tcPr") this.#inCellStyle = true;
    else if (name === "AlternateContent") this.#alternatives.push(false);
    else this.#sight.noteDrawing(name, attribute);
  }

  /** A field that a program forgot to end must not take the rest of the document with it. */
  #closeParagraph(): void {
    this.#fields.fill(null);
    this.#builder.endParagraph();
  }

  #openCell(): void {
    this.#sight.openCell();
    this.#builder.openFrame();
  }

  #openBox(): void {
    this.#sight.openBox();
    this.#builder.openFrame();
  }

  #closeBox(): void {
    this.#sight.closeBox();
    this.#builder.closeBox();
  }

  /** Deleted and moved text, former looks, how characters are read aloud, and the second form of a picture or text box that is saved twice. */
  #isLeftOut(name: string): boolean {
    if (LEFT_OUT.has(name) || name.endsWith("PrChange")) return true;
    if (name === "Choice" || name === "Fallback") {
      const last = this.#alternatives.length - 1;
      if (this.#alternatives[last]) return true;
      this.#alternatives[last] = true;
    }
    return false;
  }

  #styleRun(name: string, attribute: Attribute): void {
    this.#sight.noteRun(name, attribute);
  }

  #styleParagraph(name: string, attribute: Attribute): void {
    this.#sight.noteParagraph(name, attribute);
    if (name === "numPr" && this.#builder.atStart) this.#builder.add("• ");
  }
}
