import { Parser } from "htmlparser2";
import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { decodeText } from "@/lib/extract/plain/plain_text.ts";

/** Elements whose content is not text. */
const LEFT_OUT = /^(?:script|style|head|template|noscript|svg|math|iframe|object|select|textarea)$/;
const BLOCK =
  /^(?:p|div|section|article|header|footer|main|nav|aside|ul|ol|dl|dt|dd|table|tr|h[1-6]|blockquote|pre|address|form|figure)$/;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const HIDDEN_STYLE =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[0-2](?:\.\d+)?p[xt]/i;
/** The parser looks through all open elements at each tag: no page has more than some dozens. */
const MAX_DEPTH = 1_000;
/** Where browsers look for the encoding, in bytes. */
const CHARSET_BYTES = 1_024;
const CHARSET = /<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w:-]{1,40})/i;
/** Tried only where blanks begin: from inside a long run it would be scanned again and again. */
const LINE_END = /(?:(?<! ) +)?\n */g;

/**
 * Reads a web page's text. No style sheet is read: only what an element itself hides is hidden.
 * @throws {ExtractionError} its elements are nested too deep
 */
export function htmlText(bytes: Uint8Array): DocumentText {
  const walker = new HtmlWalker();
  const parser = new Parser({
    onopentag: (tag, attributes) => walker.open(tag, attributes),
    onclosetag: (tag, implied) => walker.close(tag, implied),
    ontext: (text) => walker.text(text),
  });
  parser.end(decodeText(bytes, charsetOf(bytes)));
  return walker.finish();
}

/** The encoding that a page names for itself, where it is one that browsers know. */
function charsetOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, CHARSET_BYTES));
  const label = CHARSET.exec(head)?.[1];
  try {
    return label && new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

class HtmlWalker {
  readonly #pieces: string[] = [];
  #hidden = 0;
  #depth = 0;
  /** The element being left out: how deep it lies, and whether it hides text. */
  #skipped: { depth: number; hides: boolean } | undefined;

  open(tag: string, attributes: Record<string, string>): void {
    if (VOID.test(tag)) {
      if (this.#skipped === undefined && (tag === "br" || tag === "hr")) this.#pieces.push("\n");
      return;
    }
    if (++this.#depth > MAX_DEPTH) throw new ExtractionError("corrupt");
    if (this.#skipped === undefined) this.#openElement(tag, attributes);
  }

  /** @param implied no end tag says so, but what came instead */
  close(tag: string, implied: boolean): void {
    if (VOID.test(tag)) return;
    const depth = this.#depth--;
    if (this.#skipped !== undefined) {
      if (depth === this.#skipped.depth) this.#skipped = undefined;
    } else if (implied) return;
    else if (BLOCK.test(tag)) this.#pieces.push("\n");
    else if (tag === "td" || tag === "th") this.#pieces.push("\t");
  }

  text(token: string): void {
    const text = token.replace(/\s+/g, " ");
    if (this.#skipped === undefined) this.#pieces.push(text);
    else if (this.#skipped.hides) this.#hidden += text.trim().length;
  }

  finish(): DocumentText {
    const text = this.#pieces.join("").replace(LINE_END, "\n").replace(/ {2,}/g, " ");
    return { text, hidden: this.#hidden };
  }

  #openElement(tag: string, attributes: Record<string, string>): void {
    const hides = HIDDEN_STYLE.test(attributes.style ?? "") || Object.hasOwn(attributes, "hidden");
    if (hides || LEFT_OUT.test(tag)) {
      this.#skipped = { depth: this.#depth, hides: hides && !LEFT_OUT.test(tag) };
    } else if (tag === "li") this.#pieces.push("\n• ");
    else if (BLOCK.test(tag)) this.#pieces.push("\n");
  }
}
