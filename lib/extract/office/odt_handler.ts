import { withoutSymbols } from "@/lib/extract/document/symbol.ts";
import type { TextBuilder } from "@/lib/extract/document/text_builder.ts";
import type { XmlHandler } from "@/lib/extract/office/xml_reader.ts";

type Attribute = (name: string) => string | undefined;

/** Under 3 points nobody can read. */
const MIN_POINTS = 3;
/** Comments, deleted text, the mark of a footnote: not what stands on the page. */
const LEFT_OUT = new Set(["annotation", "tracked-changes", "note-citation", "binary-data"]);
const MAX_SPACES = 100;

/** Follows OpenDocument 1.3 and writes what a person sees to a builder. */
export class OdtHandler implements XmlHandler {
  /** Characters that a person can't see. */
  hidden = 0;
  readonly #builder: TextBuilder;
  readonly #link: (target: string) => void;
  readonly #hiddenStyles = new Set<string>();
  /** For each paragraph and span around us, whether its style hides it. */
  readonly #covers: boolean[] = [];
  #style = "";
  #skipped = 0;
  #bullet = false;

  /** @param link takes where links point to */
  constructor(builder: TextBuilder, link: (target: string) => void = () => {}) {
    this.#builder = builder;
    this.#link = link;
  }

  open(name: string, attribute: Attribute): void {
    if (this.#skipped > 0 || LEFT_OUT.has(name)) this.#skipped++;
    else if (name === "style") this.#style = attribute("style:name") ?? "";
    else if (name === "text-properties") this.#readStyle(attribute);
    else if (isText(name)) this.#openText(name, attribute("text:style-name") ?? "");
    else this.#openContent(name, attribute);
  }

  close(name: string): void {
    if (this.#skipped > 0) this.#skipped--;
    else if (isText(name)) {
      this.#covers.pop();
      if (name !== "span") this.#builder.endParagraph();
    } else if (name === "text-box") this.#builder.closeBox();
    else if (name === "table-cell") this.#builder.closeCell();
    else if (name === "table-row") this.#builder.closeRow();
  }

  text(text: string): void {
    if (this.#skipped > 0 || this.#covers.length === 0) return;
    // White space in the file only lays out the XML; real spaces have elements.
    const collapsed = text.replace(/\s+/g, " ");
    if (this.#covers.includes(true)) this.hidden += collapsed.trim().length;
    else this.#builder.add(withoutSymbols(collapsed));
  }

  #openContent(name: string, attribute: Attribute): void {
    const builder = this.#builder;
    if (name === "tab") builder.add("\t");
    else if (name === "a") this.#link(attribute("xlink:href") ?? "");
    else if (name === "line-break") builder.add("\n");
    else if (name === "s") {
      const count = Number(attribute("text:c") ?? 1);
      builder.add(" ".repeat(Math.min(Math.max(1, count || 1), MAX_SPACES)));
    } else if (name === "list-item") this.#bullet = true;
    else if (name === "text-box" || name === "table-cell") builder.openFrame();
    else if (name === "table-row") builder.openRow();
  }

  #openText(name: string, style: string): void {
    this.#covers.push(this.#hiddenStyles.has(style));
    if (name === "p" && this.#bullet) this.#builder.add("• ");
    this.#bullet = false;
  }

  #readStyle(attribute: Attribute): void {
    const size = attribute("fo:font-size") ?? "";
    const tiny = /^[\d.]+pt$/.test(size) && parseFloat(size) < MIN_POINTS;
    if (attribute("text:display") === "none" || tiny) this.#hiddenStyles.add(this.#style);
  }
}

function isText(name: string): boolean {
  return name === "p" || name === "h" || name === "span";
}
