/** Shorter lines may stand anywhere by chance. */
const MIN_COPY = 8;
/** What programs set too small to see on what they make: "Powered by TCPDF (www.tcpdf.org)". */
const MAKER =
  /^\s*(?:powered|created|generated|made) (?:by|with) \S{1,40} \(?(?:www\.|https?:)\S{1,60}\s*$/i;

/**
 * What of a document's hidden lines a person doesn't see anywhere: a page's overflow that is drawn again
 * on the next page hides nothing. `hidden` counts the letters and digits of words; rules, icons and page
 * numbers are none.
 */
export function hiddenText(
  lines: readonly string[],
  visible: string,
): { hidden: number; hiddenText: string } {
  if (lines.length === 0) return { hidden: 0, hiddenText: "" };
  const seen = lettersOf(visible);
  const unseen = lines.filter((line) => {
    const letters = lettersOf(line);
    return letters !== "" && !MAKER.test(line) &&
      !(letters.length >= MIN_COPY && seen.includes(letters));
  });
  const text = unseen.join(" ");
  const words = text.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return { hidden: words.join("").length, hiddenText: text };
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
