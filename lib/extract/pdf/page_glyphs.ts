import type { Glyph } from "@/lib/extract/pdf/glyph.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { Scratch } from "@/lib/extract/pdf/scratch.ts";
import { Backdrop, type Look } from "@/lib/extract/pdf/backdrop.ts";

/** What a page draws: the glyphs that can be seen, by direction of writing in whole degrees. */
export interface PageGlyphs {
  byAngle: Map<number, Glyph[]>;
  /** How many more there are that a person can't see. */
  hidden: number;
}

/** How one text object is drawn; asked once per object, as all its characters share it. */
interface Style {
  angle: number;
  size: number;
  look: Look;
}

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

/** Reads a page's glyphs in the order in which they are drawn. */
export function readPageGlyphs(pdfium: PdfiumExports, page: number, text: number): PageGlyphs {
  const scratch = new Scratch(pdfium);
  try {
    return new GlyphReader(pdfium, page, text, scratch).read();
  } finally {
    scratch.free();
  }
}

class GlyphReader {
  readonly #pdfium: PdfiumExports;
  readonly #text: number;
  readonly #scratch: Scratch;
  readonly #backdrop: Backdrop;
  readonly #page: { left: number; top: number; right: number; bottom: number };
  readonly #glyphs: PageGlyphs = { byAngle: new Map(), hidden: 0 };
  #object = 0;
  #style: Style = { angle: 0, size: 0, look: { visible: true, risky: false, color: 0 } };
  #spaced = false;

  constructor(pdfium: PdfiumExports, page: number, text: number, scratch: Scratch) {
    this.#pdfium = pdfium;
    this.#text = text;
    this.#scratch = scratch;
    pdfium.FPDF_GetPageBoundingBox(page, scratch.at);
    const [left, top, right, bottom] = scratch.floats();
    this.#page = { left, top, right, bottom };
    this.#backdrop = new Backdrop(pdfium, page, scratch);
  }

  read(): PageGlyphs {
    const count = this.#pdfium.FPDFText_CountChars(this.#text);
    for (let index = 0; index < count; index++) this.#readOne(index);
    return this.#glyphs;
  }

  #readOne(index: number): void {
    const pdfium = this.#pdfium;
    const object = pdfium.FPDFText_GetTextObject(this.#text, index);
    // A space or line end that PDFium made up; ours come from the distances.
    if (object === 0) return;
    const code = pdfium.FPDFText_GetUnicode(this.#text, index);
    if (isSpace(code)) {
      this.#spaced = true;
      return;
    }
    if ((code < 32 && code !== LINE_END_HYPHEN) || code === 0xfffe || code === 0xffff) return;
    if (object !== this.#object) this.#changeObject(object, index);
    this.#place(index, textOf(code));
    this.#spaced = false;
  }

  #changeObject(object: number, index: number): void {
    this.#object = object;
    const { at } = this.#scratch;
    this.#pdfium.FPDFText_GetMatrix(this.#text, index, at);
    const [a, b, c, d] = this.#scratch.floats();
    const size = this.#pdfium.FPDFText_GetFontSize(this.#text, index) * Math.hypot(c, d);
    const angle = Math.round((Math.atan2(b, a) * 180) / Math.PI);
    this.#style = { angle: angle === -180 ? 180 : angle, size, look: this.#backdrop.look(object) };
  }

  #place(index: number, text: string): void {
    const { at } = this.#scratch;
    this.#pdfium.FPDFText_GetLooseCharBox(this.#text, index, at);
    const [left, top, right, bottom] = this.#scratch.floats();
    if (!this.#isSeen(left, top, right, bottom)) {
      this.#glyphs.hidden++;
      return;
    }
    this.#pdfium.FPDFText_GetCharOrigin(this.#text, index, at, at + 8);
    const [x, y] = this.#scratch.doubles();
    const { angle, size } = this.#style;
    const spaced = this.#spaced;
    const glyph = angle === 0
      ? { text, left, right, y, size, spaced }
      : { text, ...turn(angle, x, y, left, top, right, bottom), size, spaced };
    const row = this.#glyphs.byAngle.get(angle);
    if (row === undefined) this.#glyphs.byAngle.set(angle, [glyph]);
    else row.push(glyph);
  }

  #isSeen(left: number, top: number, right: number, bottom: number): boolean {
    const { look, size } = this.#style;
    if (!look.visible || size < MIN_POINTS) return false;
    const page = this.#page;
    const beside = right < page.left || left > page.right;
    if (beside || top < page.bottom || bottom > page.top) return false;
    return this.#backdrop.contrasts(this.#object, look, (left + right) / 2, (top + bottom) / 2);
  }
}

/** Smaller than this nobody reads it: a resume's small print is 6 points or more. */
const MIN_POINTS = 3;

function turn(
  angle: number,
  x: number,
  y: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): { left: number; right: number; y: number } {
  const radians = (-angle * Math.PI) / 180;
  const along = x * Math.cos(radians) - y * Math.sin(radians);
  const across = x * Math.sin(radians) + y * Math.cos(radians);
  const level = angle === 180;
  const advance = level || Math.abs(angle) === 90
    ? (level ? right - left : top - bottom)
    : Math.min(right - left, top - bottom) / 2;
  return { left: along, right: along + advance, y: across };
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13 || code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200b) || code === 0x3000;
}

function textOf(code: number): string {
  if (code >= 0xe000 && code <= 0xf8ff && BULLETS.has(code)) return "•";
  // Drawn, so it is seen: some fonts have no other hyphen.
  if (code === 0xad || code === LINE_END_HYPHEN) return "-";
  return LIGATURES[code] ?? String.fromCodePoint(code);
}
