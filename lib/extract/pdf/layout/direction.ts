/** Which way a piece of text runs: letters decide, digits go left to right, marks go with both. */
type Direction = "right" | "left" | "digit" | "neutral";

/** Hebrew, Arabic and their presentation forms. */
export function isRightToLeft(text: string): boolean {
  const code = text.charCodeAt(0);
  return (code >= 0x590 && code <= 0x8ff) || (code >= 0xfb1d && code <= 0xfdff) ||
    (code >= 0xfe70 && code <= 0xfeff);
}

/** Whether most letters of a line run from right to left. */
export function runsLeft(texts: readonly string[]): boolean {
  if (!texts.some(isRightToLeft)) return false;
  let left = 0;
  let right = 0;
  for (const text of texts) {
    const direction = directionOf(text);
    if (direction === "left") left++;
    else if (direction === "right") right++;
  }
  return left > right;
}

/**
 * The text of a line that runs from right to left, from its pieces as they stand from left to right:
 * what is Latin in it, and each number, keeps its own direction.
 */
export function logicalOrder(pieces: readonly string[]): string {
  const directions = pieces.map(directionOf);
  let text = "";
  for (let end = pieces.length; end > 0;) {
    const start = startOfRun(pieces, directions, end);
    text += pieces.slice(start, end).join("");
    end = start;
  }
  // Presentation forms are drawn shapes of letters; the letters themselves are what is meant.
  return text.replace(/[\ufb1d-\ufdff\ufe70-\ufefc]/g, (form) => form.normalize("NFKC"));
}

/** Where a run begins that ends before `end` and is read from left to right; one piece if it isn't. */
function startOfRun(
  pieces: readonly string[],
  directions: readonly Direction[],
  end: number,
): number {
  const isLevel = (at: number) => directions[at] === "right" || directions[at] === "digit";
  let start = end - 1;
  if (!isLevel(start)) return start;
  for (let index = start - 1; index >= 0 && directions[index] !== "left"; index--) {
    if (!isLevel(index)) continue;
    // What follows Latin goes with it; numbers that blanks part follow one another leftward.
    const pointed = start - index === 2 && pieces[index + 1].trim() !== "";
    if (start - index > 1 && directions[index] !== "right" && !pointed) break;
    start = index;
  }
  return start;
}

function directionOf(text: string): Direction {
  if (isRightToLeft(text)) return "left";
  if (/^\p{L}/u.test(text)) return "right";
  return /^\p{N}/u.test(text) ? "digit" : "neutral";
}
