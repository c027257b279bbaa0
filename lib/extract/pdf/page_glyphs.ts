import type { Glyph } from "@/lib/extract/pdf/layout/glyph.ts";
import { glyphText, isSpace } from "@/lib/extract/pdf/layout/glyph_text.ts";
import { type Box, isBeside } from "@/lib/extract/pdf/matrix.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { isOffLine, ligatureBox, type Point } from "@/lib/extract/pdf/replaced_text.ts";
import { Scratch } from "@/lib/extract/pdf/scratch.ts";
import { byDirection } from "@/lib/extract/pdf/layout/by_direction.ts";
import { Backdrop } from "@/lib/extract/pdf/sight/backdrop.ts";
import type { Doubt, Look } from "@/lib/extract/pdf/sight/doubt.ts";
import { Eye, type Suspect } from "@/lib/extract/pdf/sight/eye.ts";
import {
  type DrawnGlyph,
  forgiveSlips,
  hiddenLines,
  MIN_POINTS,
} from "@/lib/extract/pdf/sight/hidden_lines.ts";

/** What a page draws: the glyphs that can be seen, by direction of writing in degrees. */
export interface PageGlyphs {
  byAngle: Map<number, Glyph[]>;
  /** What more there is that a person can't see, line by line. */
  hidden: string[];
  /** How many glyphs have no letter: the font says nothing of them. */
  unread: number;
  /** The codes of those whose fonts may name them. */
  unmapped: ReadonlySet<number>;
  /** Pictures are what the page shows, or its letters are drawn as shapes. */
  isPicture: boolean;
}

/** What is known of the document that the page is in. */
export interface PageContext {
  /** Whether any layer may be in the document; asked only where it matters. */
  mayHaveLayers: () => boolean;
  /** What codes mean that the fonts have no letters for. */
  ligatures: ReadonlyMap<number, string>;
}

/** How one text object is drawn; asked once per object, as all its characters share it. */
interface Style {
  angle: number;
  size: number;
  look: Look;
  /** Where it is drawn, if its letters aren't given there. */
  start?: Point;
}

/** "ffi" has three letters; what puts more in one place is no ligature. */
const MAX_LIGATURE = 4;
/** Letters of other scripts may be missing in the stand-in for a font that isn't in the file. */
const LAST_LATIN = 0x17f;

/** Reads a page's glyphs in the order in which they are drawn. */
export function readPageGlyphs(
  pdfium: PdfiumExports,
  page: number,
  text: number,
  context: PageContext,
): PageGlyphs {
  const scratch = new Scratch(pdfium);
  try {
    return new GlyphReader(pdfium, page, text, scratch, context).read();
  } finally {
    scratch.free();
  }
}

class GlyphReader {
  readonly #pdfium: PdfiumExports;
  readonly #page: number;
  readonly #text: number;
  readonly #scratch: Scratch;
  readonly #backdrop: Backdrop;
  readonly #box: Box;
  readonly #drawn: DrawnGlyph[] = [];
  readonly #suspects: Suspect[] = [];
  readonly #objects = new Set<number>();
  readonly #ligatures: ReadonlyMap<number, string>;
  readonly #unmapped = new Set<number>();
  #unread = 0;
  #object = 0;
  #style: Style = {
    angle: 0,
    size: 0,
    look: { unpainted: false, doubtful: false, risky: false, color: 0 },
  };
  #blanks = 0;
  #word = 0;

  constructor(
    pdfium: PdfiumExports,
    page: number,
    text: number,
    scratch: Scratch,
    { mayHaveLayers, ligatures }: PageContext,
  ) {
    this.#ligatures = ligatures;
    this.#pdfium = pdfium;
    this.#page = page;
    this.#text = text;
    this.#scratch = scratch;
    pdfium.FPDF_GetPageBoundingBox(page, scratch.at);
    const [left, top, right, bottom] = scratch.floats();
    this.#box = { left, top, right, bottom };
    this.#backdrop = new Backdrop(pdfium, page, scratch, { box: this.#box, mayHaveLayers });
  }

  read(): PageGlyphs {
    const count = this.#pdfium.FPDFText_CountChars(this.#text);
    for (let index = 0; index < count; index++) this.#readOne(index);
    this.#look();
    const doubts = new Map(this.#suspects.map(({ word, doubt }) => [word, doubt]));
    forgiveSlips(this.#drawn, doubts);
    return {
      byAngle: byDirection(this.#drawn.filter(({ hidden }) => !hidden)),
      hidden: hiddenLines(this.#drawn),
      unread: this.#unread,
      unmapped: this.#unmapped,
      isPicture: this.#backdrop.isPicture(),
    };
  }

  /** Where the cheap look left doubts, the page itself is looked at. */
  #look(): void {
    if (this.#suspects.length === 0) return;
    const eye = new Eye(this.#pdfium, this.#page, this.#scratch);
    const isScan = this.#backdrop.hasPagePicture() &&
      this.#suspects.filter(({ doubt }) => doubt === "unpainted").length > this.#drawn.length / 2;
    const texts = [...this.#backdrop.texts()];
    // PDFium leaves out text that is drawn twice, and may leave out the copy that is seen.
    const copies = texts.filter((object) => !this.#objects.has(object));
    const lengths = new Map<number, number>();
    for (const { word } of this.#drawn) lengths.set(word, (lengths.get(word) ?? 0) + 1);
    const unseen = eye.hiddenWords(this.#suspects, { texts, copies, isScan, lengths });
    for (const { word, glyph } of this.#suspects) {
      if (unseen.has(word)) this.#drawn[glyph].hidden = true;
    }
  }

  #readOne(index: number): void {
    const pdfium = this.#pdfium;
    const object = pdfium.FPDFText_GetTextObject(this.#text, index);
    // A space or line end that PDFium made up; ours come from the distances.
    if (object === 0) {
      this.#word++;
      return;
    }
    const code = pdfium.FPDFText_GetUnicode(this.#text, index);
    if (isSpace(code)) {
      if (pdfium.FPDFText_IsGenerated(this.#text, index) === 0) this.#blanks++;
      this.#word++;
      return;
    }
    const text = this.#textOf(code, index);
    if (text === "") {
      this.#unread++;
      return;
    }
    if (object !== this.#object) this.#changeObject(object, index);
    this.#place(index, text);
    this.#blanks = 0;
  }

  #textOf(code: number, index: number): string {
    // Only what no alphabet begins with may be the code of a glyph that has no letter.
    const unmapped = code < 32 && this.#pdfium.FPDFText_HasUnicodeMapError(this.#text, index) === 1;
    if (!unmapped) return glyphText(code);
    this.#unmapped.add(code);
    return this.#ligatures.get(code) ?? "";
  }

  #changeObject(object: number, index: number): void {
    this.#object = object;
    this.#objects.add(object);
    const { at } = this.#scratch;
    this.#pdfium.FPDFText_GetMatrix(this.#text, index, at);
    const matrix = this.#scratch.floats();
    const start = { x: matrix[4], y: matrix[5] };
    const angle = Math.round((Math.atan2(matrix[1], matrix[0]) * 1_800) / Math.PI) / 10;
    const scale = Math.hypot(matrix[2], matrix[3]);
    const size = this.#pdfium.FPDFText_GetFontSize(this.#text, index) * scale;
    const look = this.#backdrop.look(object);
    // A word may change its font, but not between what is sure and what is in doubt.
    const last = this.#style.look;
    if (look.unpainted !== last.unpainted || look.color !== last.color) this.#word++;
    this.#pdfium.FPDFText_GetCharOrigin(this.#text, index, at, at + 8);
    const [x, y] = this.#scratch.doubles();
    const given = isOffLine({ x, y }, start, { angle, size }) ? start : undefined;
    this.#style = { angle: angle === -180 ? 180 : angle, size, look, start: given };
  }

  #place(index: number, text: string): void {
    const { at } = this.#scratch;
    this.#pdfium.FPDFText_GetLooseCharBox(this.#text, index, at);
    this.#pdfium.FPDFText_GetCharOrigin(this.#text, index, at + 16, at + 24);
    // By index: to take a view apart as a list costs more than both calls.
    const floats = this.#scratch.floats();
    const { angle, size, start } = this.#style;
    const { left, top, right, bottom } = start === undefined
      ? { left: floats[0], top: floats[1], right: floats[2], bottom: floats[3] }
      : ligatureBox(start, this.#style);
    const doubles = this.#scratch.doubles();
    const { x, y } = start ?? { x: doubles[2], y: doubles[3] };
    const last = this.#drawn[this.#drawn.length - 1];
    if (last !== undefined && this.#isOneGlyph(last, x, y)) {
      last.glyph.text += text;
      last.glyph.right = Math.max(last.glyph.right, right);
      last.box.right = Math.max(last.box.right, right);
      return;
    }
    const box = { left, top, right, bottom };
    const glyph = { text, left, right, y, size, blanks: this.#blanks, box };
    const hidden = size < MIN_POINTS || isBeside(box, this.#box);
    this.#drawn.push({ glyph, angle, x, y, box, word: this.#word, hidden });
    if (!hidden) this.#suspect(index, text, box);
  }

  /** Whether a letter is part of the glyph before: a ligature comes as several letters in one place. */
  #isOneGlyph(last: DrawnGlyph, x: number, y: number): boolean {
    return this.#blanks === 0 && last.x === x && last.y === y && last.word === this.#word &&
      last.glyph.text.length < MAX_LIGATURE;
  }

  #suspect(index: number, text: string, box: Box): void {
    const { look } = this.#style;
    const x = (box.left + box.right) / 2;
    const y = (box.top + box.bottom) / 2;
    const doubt = this.#backdrop.doubt(this.#object, look, x, y);
    if (doubt === null || !this.#canBeDrawn(text, doubt)) return;
    const tight = doubt === "unpainted" ? box : this.#tightBox(index) ?? box;
    const glyph = this.#drawn.length - 1;
    this.#suspects.push({ ...tight, object: this.#object, doubt, word: this.#word, glyph });
  }

  /** Whether PDFium has the letter: what it can't draw would always seem hidden. */
  #canBeDrawn(text: string, doubt: Doubt): boolean {
    if (doubt === "unpainted" || text.charCodeAt(0) <= LAST_LATIN) return true;
    const font = this.#pdfium.FPDFTextObj_GetFont(this.#object);
    return font !== 0 && this.#pdfium.FPDFFont_GetIsEmbedded(font) === 1;
  }

  /** The box around what is drawn of a character. */
  #tightBox(index: number): Box | null {
    const { at } = this.#scratch;
    const known = this.#pdfium.FPDFText_GetCharBox(this.#text, index, at, at + 8, at + 16, at + 24);
    if (known === 0) return null;
    const [left, right, bottom, top] = this.#scratch.doubles();
    return right > left && top > bottom ? { left, right, bottom, top } : null;
  }
}
