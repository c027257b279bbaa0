import { Headlines } from "@/lib/extract/document/headlines.ts";

/** Sizes of type in ems, by browsers' default style sheet. */
const SIZES: Record<string, number> = { h1: 2, h2: 1.5, h3: 1.17 };

/** Follows a page's elements and keeps what its headings say. */
export class HtmlHeadlines {
  readonly #headlines = new Headlines();
  #heading: { tag: string; text: string } | undefined;

  open(tag: string): void {
    if (Object.hasOwn(SIZES, tag)) this.#heading = { tag, text: "" };
  }

  close(tag: string): void {
    if (this.#heading?.tag !== tag) return;
    this.#headlines.add(this.#heading.text, SIZES[tag]);
    this.#heading = undefined;
  }

  text(token: string): void {
    const text = token.replace(/\s+/g, " ");
    if (this.#heading === undefined) this.#headlines.add(text, 1);
    else this.#heading.text += text;
  }

  /** The headings, largest first. */
  largest(): string[] {
    return this.#headlines.largest();
  }
}
