import type { Glyph } from "@/lib/extract/pdf/layout/glyph.ts";

/** Accents that stand alone, as TeX draws them beside or before their letter, and what they make of it. */
const COMBINING: Record<string, string> = {
  "`": "\u0300",
  "\u00b4": "\u0301",
  "\u02c6": "\u0302",
  "^": "\u0302",
  "\u02dc": "\u0303",
  "~": "\u0303",
  "\u00af": "\u0304",
  "\u02c9": "\u0304",
  "\u02d8": "\u0306",
  "\u02d9": "\u0307",
  "\u00a8": "\u0308",
  "\u02da": "\u030a",
  "\u02dd": "\u030b",
  "\u02c7": "\u030c",
  "\u00b8": "\u0327",
  "\u02db": "\u0328",
};
/** Under an accent these have no dot of their own. */
const DOTLESS: Record<string, string> = { "\u0131": "i", "\u0237": "j" };

/** Joins accents that were drawn over their letters, in either order, to one glyph each. */
export function joinAccents(glyphs: readonly Glyph[]): Glyph[] {
  const joined: Glyph[] = [];
  for (const glyph of glyphs) {
    const last = joined[joined.length - 1];
    const whole = last === undefined || (isLetter(last) && isLetter(glyph))
      ? null
      : accented(last, glyph) ?? accented(glyph, last);
    if (whole === null) joined.push(glyph);
    else joined[joined.length - 1] = { ...whole, blanks: last.blanks };
  }
  return joined;
}

/** Whether a glyph is surely no accent: nearly all are Latin letters. */
function isLetter({ text }: Glyph): boolean {
  const code = text.charCodeAt(0) | 0x20;
  return code >= 0x61 && code <= 0x7a;
}

/** The letter with the accent over it; null where they don't belong together. */
function accented(accent: Glyph, letter: Glyph): Glyph | null {
  const mark = COMBINING[accent.text];
  if (mark === undefined) return null;
  const middle = (accent.left + accent.right) / 2;
  if (middle < letter.left || middle > letter.right) return null;
  if (Math.abs(accent.y - letter.y) > letter.size / 2) return null;
  const text = `${DOTLESS[letter.text] ?? letter.text}${mark}`.normalize("NFC");
  return [...text].length === 1 ? { ...letter, text } : null;
}
