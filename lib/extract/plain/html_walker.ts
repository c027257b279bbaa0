import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { LinkAddresses } from "@/lib/extract/document/link_addresses.ts";
import { withoutSymbols } from "@/lib/extract/document/symbol.ts";
import {
  hides,
  INHERITED,
  type Inherited,
  type Look,
  lookOf,
  StyleSheet,
} from "@/lib/extract/plain/style_sheet.ts";

/** Elements whose content is not text. */
const LEFT_OUT = /^(?:script|style|head|template|noscript|svg|math|iframe|object|select|textarea)$/;
const BLOCK =
  /^(?:p|div|section|article|header|footer|main|nav|aside|ul|ol|dl|dt|dd|table|tr|h[1-6]|blockquote|pre|address|form|figure)$/;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
/** The parser looks through all open elements at each tag: no page has more than some dozens. */
const MAX_DEPTH = 1_000;
/** A page's own style sheets, in characters. */
const MAX_SHEET = 1_000_000;
/** Tried only where blanks begin: from inside a long run it would be scanned again and again. */
const LINE_END = /(?:(?<! ) +)?\n */g;

/** How text looks within an element. */
type TextLook = Readonly<Record<Inherited, boolean>>;

const PLAIN: TextLook = {
  white: false,
  shaded: false,
  tiny: false,
  clear: false,
  visibility: false,
};

/** Follows a page's elements and writes the text that a person sees. */
export class HtmlWalker {
  readonly #pieces: string[] = [];
  readonly #links = new LinkAddresses();
  readonly #styles = new StyleSheet();
  /** For each open element what its text inherits. */
  readonly #looks: TextLook[] = [PLAIN];
  #sheet: string | null = null;
  #hidden = 0;
  #depth = 0;
  /** The element being left out: how deep it lies, and whether it hides text. */
  #skipped: { depth: number; hides: boolean } | undefined;

  /** @throws {ExtractionError} corrupt: nested too deep */
  open(tag: string, attributes: Record<string, string>): void {
    if (VOID.test(tag)) {
      if (tag === "link" && /stylesheet/i.test(attributes.rel ?? "")) this.#styles.mayShade = true;
      if (this.#skipped === undefined && (tag === "br" || tag === "hr")) this.#pieces.push("\n");
      return;
    }
    if (++this.#depth > MAX_DEPTH) throw new ExtractionError("corrupt");
    this.#looks.push(this.#looks[this.#looks.length - 1]);
    if (tag === "style") this.#sheet = "";
    if (this.#skipped === undefined) this.#openElement(tag, attributes);
  }

  /** @param implied no end tag says so, but what came instead */
  close(tag: string, implied: boolean): void {
    if (VOID.test(tag)) return;
    this.#looks.pop();
    if (tag === "style") this.#endSheet();
    const depth = this.#depth--;
    if (this.#skipped !== undefined) {
      if (depth === this.#skipped.depth) this.#skipped = undefined;
    } else if (implied) return;
    else if (BLOCK.test(tag)) this.#pieces.push("\n");
    else if (tag === "td" || tag === "th") this.#pieces.push("\t");
  }

  text(token: string): void {
    if (this.#sheet !== null) {
      this.#sheet = (this.#sheet + token).slice(0, MAX_SHEET);
      return;
    }
    const text = token.replace(/\s+/g, " ");
    if (this.#skipped !== undefined) {
      if (this.#skipped.hides) this.#hidden += text.trim().length;
    } else if (this.#isUnseen()) this.#hidden += text.trim().length;
    else this.#pieces.push(withoutSymbols(text));
  }

  finish(): DocumentText {
    const text = this.#pieces.join("").replace(LINE_END, "\n").replace(/ {2,}/g, " ");
    return { text: this.#links.appendTo(text), hidden: this.#hidden };
  }

  #endSheet(): void {
    this.#styles.add(this.#sheet ?? "");
    this.#sheet = null;
  }

  /** Letters that can't be seen, among them white ones that nothing lies behind. */
  #isUnseen(): boolean {
    const { white, shaded, tiny, clear, visibility } = this.#looks[this.#looks.length - 1];
    return tiny || clear || visibility || white && !shaded && !this.#styles.mayShade;
  }

  #openElement(tag: string, attributes: Record<string, string>): void {
    const look = this.#lookOf(tag, attributes);
    const isHidden = hides(look) || Object.hasOwn(attributes, "hidden");
    if (isHidden || LEFT_OUT.test(tag)) {
      this.#skipped = { depth: this.#depth, hides: isHidden && !LEFT_OUT.test(tag) };
      return;
    }
    const around = this.#looks[this.#looks.length - 1];
    if (INHERITED.some((name) => look[name] !== undefined)) {
      const own = INHERITED.map((name) => [name, look[name] ?? around[name]]);
      this.#looks[this.#looks.length - 1] = Object.fromEntries(own);
    }
    if (tag === "a") this.#links.add(attributes.href ?? "");
    if (tag === "li") this.#pieces.push("\n• ");
    else if (BLOCK.test(tag)) this.#pieces.push("\n");
  }

  /** What the element says, what sheets say, what old pages say by attributes, in this order. */
  #lookOf(tag: string, attributes: Record<string, string>): Look {
    const { bgcolor, background, color, style } = attributes;
    const old = [
      bgcolor === undefined ? "" : `background:${bgcolor}`,
      background === undefined ? "" : "background:url()",
      tag === "font" && color !== undefined ? `color:${color}` : "",
    ].join(";");
    return {
      ...lookOf(old),
      ...this.#styles.lookOf(tag, attributes),
      ...lookOf(style ?? ""),
    };
  }
}
