/** The most characters of a quotation. */
export const MAX_QUOTE = 80;

/** The first words of what a person can't see, bounded and on one line; "" where there are none. */
export function hiddenQuote(text: string): string {
  const words = text.slice(0, 4 * MAX_QUOTE).toWellFormed()
    .split(/[\s\p{C}]+/u).filter((word) => word !== "").join(" ");
  if (words.length <= MAX_QUOTE) return words;
  const cut = words.slice(0, MAX_QUOTE - 4);
  const end = cut.lastIndexOf(" ");
  return `${(end < MAX_QUOTE / 2 ? cut : cut.slice(0, end)).toWellFormed()} ...`;
}
