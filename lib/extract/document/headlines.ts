/** A document hands over at most so many headlines, each of so many characters. */
export const MAX_HEADLINES = 8;
export const MAX_HEADLINE = 120;

/** Type this much larger than most of the page's stands out. */
const LARGER = 1.15;
/** A first page has fewer pieces of lines than this. */
const MAX_PIECES = 400;

/** Collects the lines of a first page with the size of their type, and tells which stand out. */
export class Headlines {
  readonly #pieces: { text: string; size: number }[] = [];
  readonly #characters = new Map<number, number>();

  /** @param size in any unit, the same for all of a document */
  add(text: string, size: number): void {
    const line = text.trim();
    if (line === "" || !(size > 0) || this.#pieces.length >= MAX_PIECES) return;
    this.#pieces.push({ text: line, size });
    const rounded = Math.round(size * 2);
    this.#characters.set(rounded, (this.#characters.get(rounded) ?? 0) + line.length);
  }

  /** What is set larger than most of the page, the largest first; empty where all is alike. */
  largest(): string[] {
    const [usual] = [...this.#characters].toSorted(([, one], [, other]) => other - one)[0] ?? [0];
    return this.#pieces.filter(({ text, size }) =>
      size * 2 >= usual * LARGER && text.length <= MAX_HEADLINE && /\p{L}/u.test(text)
    ).toSorted((one, other) => other.size - one.size).slice(0, MAX_HEADLINES)
      .map(({ text }) => text);
  }
}
