import type { Line, Word } from "@/lib/extract/ocr/page_words.ts";

/** Words further apart than this (in line heights) stand apart: a position and its dates. */
const WIDE_GAP = 1.8;
/** Lines further apart than this (in line heights, from top to top) have an empty line between them. */
const PARAGRAPH_GAP = 2;
/** A bullet that was taken for a letter or a sign. */
const MISREAD_BULLET = /^[e¢«»°*+o©®■▪●·-]$/u;
/** On so many lines of a page it was a bullet; on one it may be what it says. */
const MIN_BULLETS = 2;

/** Writes a page's words out, line by line; a tab parts what stands far apart. */
export function textOf(lines: readonly Line[]): string {
  const bullets = misreadBullets(lines);
  let text = "";
  let last: Line | undefined;
  for (const line of lines) {
    if (last !== undefined) text += isNear(last, line) ? "\n" : "\n\n";
    text += lineText(line, bullets);
    last = line;
  }
  // A word that was broken at the end of a line.
  return text.replace(/(\p{L})[-\u2010]\n(?=\p{Ll})/gu, "$1");
}

function lineText({ words }: Line, bullets: ReadonlySet<string>): string {
  const height = heightOf(words);
  let text = "";
  words.forEach((word, index) => {
    const first = index === 0;
    if (!first) text += word.left - words[index - 1].right > WIDE_GAP * height ? "\t" : " ";
    const isBullet = first && words.length > 1 && bullets.has(word.text);
    text += isBullet ? "•" : word.text;
  });
  return text.replace("•\t", "• ");
}

function misreadBullets(lines: readonly Line[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { words: [first, second] } of lines) {
    if (second === undefined || !MISREAD_BULLET.test(first.text)) continue;
    if (/^\p{Ll}/u.test(second.text)) continue;
    counts.set(first.text, (counts.get(first.text) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= MIN_BULLETS).map(([text]) => text));
}

function isNear(last: Line, line: Line): boolean {
  if (last.block !== line.block) return false;
  const height = Math.max(heightOf(last.words), heightOf(line.words));
  return topOf(line) - topOf(last) < PARAGRAPH_GAP * height;
}

function topOf({ words }: Line): number {
  return Math.min(...words.map(({ top }) => top));
}

function heightOf(words: readonly Word[]): number {
  return Math.max(...words.map(({ bottom }) => bottom)) - Math.min(...words.map(({ top }) => top));
}
