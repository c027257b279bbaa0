/** PDFium's code for a hyphen at the end of a line. */
const LINE_END_HYPHEN = 2;
const LIGATURES: Record<number, string> = {
  0xfb00: "ff",
  0xfb01: "fi",
  0xfb02: "fl",
  0xfb03: "ffi",
  0xfb04: "ffl",
  0xfb05: "st",
  0xfb06: "st",
};
/** Word's Symbol and Wingdings bullets live in the private area. */
const BULLETS = new Set([0xf0b7, 0xf0a7, 0xf0d8, 0xf076, 0xf0fc, 0xf06e, 0xf0b2, 0x25cf, 0x2022]);

/** The characters of nearly all text, made once. */
const LETTERS = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code));

/** Whether a character is a blank. */
export function isSpace(code: number): boolean {
  if (code > 32 && code < 0xa0) return false;
  return code === 32 || code === 9 || code === 10 || code === 13 || code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200b) || code === 0x3000;
}

/** What a character that is no blank says; "" where it says nothing. */
export function glyphText(code: number): string {
  if ((code < 32 && code !== LINE_END_HYPHEN) || code === 0xfffe || code === 0xffff) return "";
  // What else is private is an icon.
  if (code >= 0xe000 && code <= 0xf8ff) return BULLETS.has(code) ? "•" : "";
  // Drawn, so it is seen: some fonts have no other hyphen.
  if (code === 0xad || code === LINE_END_HYPHEN) return "-";
  if (code < LETTERS.length) return LETTERS[code];
  return LIGATURES[code] ?? String.fromCodePoint(code);
}
