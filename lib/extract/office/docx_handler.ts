import type { TextBuilder } from "@/lib/extract/office/text_builder.ts";
import type { XmlHandler } from "@/lib/extract/office/xml_reader.ts";

type Attribute = (name: string) => string | undefined;

/** Half-points: text under 3 points can't be read. */
const MIN_HALF_POINTS = 6;
const WHITE = /^f[0-9a-f]f[0-9a-f]f[0-9a-f]$/i;
const OFF = new Set(["0", "false", "off", "none"]);

/** Follows WordprocessingML (ECMA-376 part 1, 17) and writes what a person sees to a builder. */
export class DocxHandler implements XmlHandler {
  /** Characters that a person can't see. */
  hidden = 0;
  readonly #builder: TextBuilder;
  /** For each mc:AlternateContent around us, whether one form of it was read. */
  readonly #alternatives: boolean[] = [];
  /** Elements deep inside something to be left out. */
  #skipped = 0;
  #inText = false;
  #inRunStyle = false;
  #inParagraphStyle = false;
  #vanished = false;
  #white = false;
  /** Tables and text boxes around us: their styles may colour what is behind the text. */
  #boxes = 0;
  #shaded = false;

  constructor(builder: TextBuilder) {
    this.#builder = builder;
  }

  open(name: string, attribute: Attribute): void {
    if (this.#skipped > 0 || this.#isLeftOut(name)) {
      this.#skipped++;
      return;
    }
    if (this.#inRunStyle) this.#styleRun(name, attribute);
    else if (this.#inParagraphStyle) this.#styleParagraph(name);
    else this.#openContent(name);
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped--;
      return;
    }
    if (name === "t") this.#inText = false;
    else if (name === "rPr") this.#inRunStyle = false;
    else if (name === "pPr") this.#inParagraphStyle = false;
    else if (name === "p") this.#builder.endParagraph();
    else if (name === "txbxContent") this.#closeBox();
    else if (name === "tc") this.#builder.closeCell();
    else if (name === "tr") this.#builder.closeRow();
    else if (name === "tbl") this.#boxes--;
    else if (name === "AlternateContent") this.#alternatives.pop();
  }

  text(text: string): void {
    if (!this.#inText || this.#skipped > 0) return;
    const unseen = this.#white && !this.#shaded && this.#boxes === 0;
    if (this.#vanished || unseen) this.hidden += text.trim().length;
    else this.#builder.add(text);
  }

  #openContent(name: string): void {
    const builder = this.#builder;
    if (name === "t") this.#inText = true;
    else if (name === "r") this.#vanished = this.#white = false;
    else if (name === "rPr") this.#inRunStyle = true;
    else if (name === "p") this.#shaded = false;
    else if (name === "pPr") this.#inParagraphStyle = true;
    else if (name === "tab" || name === "ptab") builder.add("\t");
    else if (name === "br" || name === "cr") builder.add("\n");
    else if (name === "noBreakHyphen") builder.add("-");
    else if (name === "tc") builder.openFrame();
    else if (name === "txbxContent") this.#openBox();
    else if (name === "tr") builder.openRow();
    else if (name === "tbl") this.#boxes++;
    else if (name === "AlternateContent") this.#alternatives.push(false);
  }

  #openBox(): void {
    this.#boxes++;
    this.#builder.openFrame();
  }

  #closeBox(): void {
    this.#boxes--;
    this.#builder.closeBox();
  }

  /** Deleted and moved text, and the second form of a picture or text box that is saved twice. */
  #isLeftOut(name: string): boolean {
    if (name === "del" || name === "moveFrom") return true;
    if (name === "Choice" || name === "Fallback") {
      const last = this.#alternatives.length - 1;
      if (this.#alternatives[last]) return true;
      this.#alternatives[last] = true;
    }
    return false;
  }

  #styleRun(name: string, attribute: Attribute): void {
    const value = attribute("w:val") ?? "";
    if (name === "vanish") this.#vanished = !OFF.has(value);
    else if (name === "sz" && Number(value) < MIN_HALF_POINTS) this.#vanished = true;
    else if (name === "color") this.#white = WHITE.test(value);
    else if (name === "shd" || name === "highlight") this.#shaded = true;
  }

  #styleParagraph(name: string): void {
    if (name === "shd") this.#shaded = true;
    else if (name === "numPr" && this.#builder.atStart) this.#builder.add("• ");
  }
}
