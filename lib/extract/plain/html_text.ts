import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { decodeText } from "@/lib/extract/plain/plain_text.ts";

/** Elements whose content is not text. */
const LEFT_OUT = /^(?:script|style|head|template|noscript|svg|math|iframe|object|select|textarea)$/;
const BLOCK =
  /^(?:p|div|section|article|header|footer|main|nav|aside|ul|ol|dl|dt|dd|table|tr|h[1-6]|blockquote|pre|address|hr|form|figure)$/;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const HIDDEN_STYLE =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[0-2](?:\.\d+)?p[xt]/i;
const HIDDEN_ATTRIBUTE = /\shidden(?=[\s=/]|$)/i;
/** A comment or declaration, a tag, or text. */
const TOKEN = /<!--[^]*?(?:-->|$)|<[!?][^>]*>|<(\/?)([a-zA-Z][\w:-]*)([^>]*)>|[^<]+|</g;
/** Behind the last ">" no tag ends, and each "<" would look for its end in vain. */
const LAST_TOKEN = /<!--[^]*|[^<]+|</g;
/** Tried only where blanks begin: from inside a long run it would be scanned again and again. */
const LINE_END = /(?:(?<! ) +)?\n */g;
const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  bull: "•",
  middot: "·",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  copy: "©",
  reg: "®",
  trade: "™",
  euro: "€",
};

/** Reads a web page's text. No style sheet is read: only what an element itself hides is hidden. */
export function htmlText(bytes: Uint8Array): DocumentText {
  const walker = new HtmlWalker();
  const source = decodeText(bytes);
  const closed = source.lastIndexOf(">") + 1;
  let open = false;
  for (const [token, slash, tag, attributes] of source.slice(0, closed).matchAll(TOKEN)) {
    open = token.startsWith("<!--") && !token.endsWith("-->");
    if (tag === undefined) walker.text(token);
    else if (slash === "/") walker.close(tag.toLowerCase());
    else walker.open(tag.toLowerCase(), attributes);
  }
  const rest = open ? [] : source.slice(closed).matchAll(LAST_TOKEN);
  for (const [token] of rest) walker.text(token);
  return walker.finish();
}

class HtmlWalker {
  readonly #pieces: string[] = [];
  #hidden = 0;
  /** The element being left out, and how many of its name are open. */
  #skipped: { tag: string; depth: number; hides: boolean } | undefined;

  open(tag: string, attributes: string): void {
    if (this.#skipped !== undefined) {
      if (tag === this.#skipped.tag && !attributes.endsWith("/")) this.#skipped.depth++;
      return;
    }
    if (VOID.test(tag)) this.#pieces.push(tag === "br" || tag === "hr" ? "\n" : "");
    else this.#openElement(tag, attributes);
  }

  close(tag: string): void {
    if (this.#skipped !== undefined) {
      if (tag === this.#skipped.tag && --this.#skipped.depth === 0) this.#skipped = undefined;
      return;
    }
    if (BLOCK.test(tag)) this.#pieces.push("\n");
    else if (tag === "td" || tag === "th") this.#pieces.push("\t");
  }

  text(token: string): void {
    if (token.startsWith("<!") || token.startsWith("<?")) return;
    const text = decodeEntities(token.replace(/\s+/g, " "));
    if (this.#skipped === undefined) this.#pieces.push(text);
    else if (this.#skipped.hides) this.#hidden += text.trim().length;
  }

  finish(): DocumentText {
    const text = this.#pieces.join("").replace(LINE_END, "\n").replace(/ {2,}/g, " ");
    return { text, pages: 1, hidden: this.#hidden };
  }

  #openElement(tag: string, attributes: string): void {
    const hides = HIDDEN_STYLE.test(attributes) || HIDDEN_ATTRIBUTE.test(attributes);
    if (hides || LEFT_OUT.test(tag)) {
      this.#skipped = { tag, depth: 1, hides: hides && !LEFT_OUT.test(tag) };
    } else if (tag === "li") this.#pieces.push("\n• ");
    else if (BLOCK.test(tag)) this.#pieces.push("\n");
  }
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,8}));/g, (all, ...groups) => {
    const [decimal, hex, name] = groups;
    if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : all;
    const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
