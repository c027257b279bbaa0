/** Bullets and marks of Symbol and Wingdings, by their codes; fonts show what text can't. */
const MARKS: Record<number, string> = {
  0x2d: "–",
  0x6c: "•",
  0x6e: "•",
  0x71: "•",
  0x75: "•",
  0x76: "•",
  0x77: "•",
  0x9f: "•",
  0xa7: "•",
  0xa8: "•",
  0xb7: "•",
  0xd8: "•",
  0xe0: "→",
  0xe8: "→",
  0xfc: "•",
  0xfe: "•",
};
/** Letters of fonts that draw something else; Word keeps their codes from U+F000 on. */
const PRIVATE = /[\uf020-\uf0ff]/g;
/** Letters of such a font are pictures (a telephone, an envelope), not words. */
const PICTURES = /^(?:symbol|wingdings|webdings|zapf ?dingbats|marlett|fontawesome)/i;

/** Whether a font's letters are pictures. */
export function isPictureFont(font: string): boolean {
  return PICTURES.test(font.trimStart());
}

/** What stands for a letter of a picture font: a bullet, a mark, or a blank. */
export function symbolOf(code: number): string {
  return MARKS[code & 0xff] ?? " ";
}

/** A text with a blank or a bullet for each letter of a picture font. */
export function withoutSymbols(text: string): string {
  return text.replace(PRIVATE, (letter) => symbolOf(letter.charCodeAt(0)));
}
