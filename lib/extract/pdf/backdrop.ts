import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import type { Scratch } from "@/lib/extract/pdf/scratch.ts";

/** How a text object is painted. `risky`: something on the page has nearly its colour. */
export interface Look {
  visible: boolean;
  risky: boolean;
  color: number;
}

/** Something painted that text may stand on; a shape or picture (`color` null) always lets it be seen. */
interface Fill {
  order: number;
  left: number;
  right: number;
  bottom: number;
  top: number;
  color: number | null;
}

type Matrix = readonly [number, number, number, number, number, number];

const PATH = 2;
const IMAGE = 3;
const SHADING = 4;
const FORM = 5;
const WHITE = 0xffffff;
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
/** Enough for any resume; on a page with more, text counts as seen. */
const MAX_OBJECTS = 20_000;
const MAX_FILLS = 500;
const MAX_DEPTH = 8;
/** Rules and underlines are thinner: nothing is written on them. In points. */
const MIN_SIDE = 3;
/** Two colours nearer than this in each channel (0-255) can't be told apart: white on #eee is 17. */
const MIN_CONTRAST = 24;
const MIN_ALPHA = 26;
const OPAQUE = 128;
/** A rectangle has 4 or 5 segments; anything with more fills only a part of its box. */
const RECTANGLE_SEGMENTS = 6;

/** What a page paints behind its text, to tell white letters on a dark bar from white on white. */
export class Backdrop {
  readonly #pdfium: PdfiumExports;
  readonly #scratch: Scratch;
  readonly #fills: Fill[] = [];
  readonly #orders = new Map<number, number>();
  readonly #riskyColors = new Map<number, boolean>();
  #visited = 0;

  constructor(pdfium: PdfiumExports, page: number, scratch: Scratch) {
    this.#pdfium = pdfium;
    this.#scratch = scratch;
    const count = pdfium.FPDFPage_CountObjects(page);
    for (let index = 0; index < count && this.#visited < MAX_OBJECTS; index++) {
      this.#visit(pdfium.FPDFPage_GetObject(page, index), IDENTITY, 0);
    }
  }

  /** How the text object is painted. */
  look(object: number): Look {
    const mode = this.#pdfium.FPDFTextObj_GetTextRenderMode(object);
    const paint = this.#paint(object);
    const filled = mode === 0 && paint !== null;
    const faint = filled && paint.alpha < MIN_ALPHA;
    const color = filled ? paint.color : 0;
    return { visible: mode !== 3 && !faint, risky: filled && this.#isRisky(color), color };
  }

  /** Whether the text object can be told from what lies under it at a point. */
  contrasts(object: number, look: Look, x: number, y: number): boolean {
    if (!look.risky) return true;
    const order = this.#orders.get(object);
    if (order === undefined) return true;
    for (let index = this.#fills.length - 1; index >= 0; index--) {
      const fill = this.#fills[index];
      if (fill.order > order) continue;
      if (x < fill.left || x > fill.right || y < fill.bottom || y > fill.top) continue;
      return fill.color === null || !isNear(fill.color, look.color);
    }
    return !isNear(WHITE, look.color);
  }

  #isRisky(color: number): boolean {
    let risky = this.#riskyColors.get(color);
    if (risky === undefined) {
      risky = isNear(WHITE, color) ||
        this.#fills.some((fill) => fill.color !== null && isNear(fill.color, color));
      this.#riskyColors.set(color, risky);
    }
    return risky;
  }

  #visit(object: number, matrix: Matrix, depth: number): void {
    const order = ++this.#visited;
    const type = this.#pdfium.FPDFPageObj_GetType(object);
    if (type === FORM) this.#visitForm(object, matrix, depth);
    else if (type === PATH) this.#addPath(object, order, matrix);
    else if (type === IMAGE || type === SHADING) this.#addFill(object, order, matrix, null);
    else this.#orders.set(object, order);
  }

  #visitForm(object: number, outer: Matrix, depth: number): void {
    if (depth >= MAX_DEPTH) return;
    this.#pdfium.FPDFPageObj_GetMatrix(object, this.#scratch.at);
    const [a, b, c, d, e, f] = this.#scratch.floats();
    const matrix = multiply([a, b, c, d, e, f], outer);
    const count = this.#pdfium.FPDFFormObj_CountObjects(object);
    for (let index = 0; index < count && this.#visited < MAX_OBJECTS; index++) {
      this.#visit(this.#pdfium.FPDFFormObj_GetObject(object, index), matrix, depth + 1);
    }
  }

  #addPath(object: number, order: number, matrix: Matrix): void {
    const { at } = this.#scratch;
    if (this.#pdfium.FPDFPath_GetDrawMode(object, at, at + 4) === 0) return;
    if (this.#scratch.integers()[0] === 0) return;
    const paint = this.#paint(object);
    if (paint === null || paint.alpha < OPAQUE) return;
    const rectangle = this.#pdfium.FPDFPath_CountSegments(object) <= RECTANGLE_SEGMENTS;
    this.#addFill(object, order, matrix, rectangle ? paint.color : null);
  }

  #addFill(object: number, order: number, matrix: Matrix, color: number | null): void {
    if (this.#fills.length >= MAX_FILLS) return;
    const { at } = this.#scratch;
    if (this.#pdfium.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) return;
    const [left, bottom, right, top] = this.#scratch.floats();
    const [x0, y0] = apply(matrix, left, bottom);
    const [x1, y1] = apply(matrix, right, top);
    if (Math.min(Math.abs(x1 - x0), Math.abs(y1 - y0)) < MIN_SIDE) return;
    this.#fills.push({
      order,
      color,
      left: Math.min(x0, x1),
      right: Math.max(x0, x1),
      bottom: Math.min(y0, y1),
      top: Math.max(y0, y1),
    });
  }

  #paint(object: number): { color: number; alpha: number } | null {
    const { at } = this.#scratch;
    if (this.#pdfium.FPDFPageObj_GetFillColor(object, at, at + 4, at + 8, at + 12) === 0) {
      return null;
    }
    const [red, green, blue, alpha] = this.#scratch.integers();
    return { color: (red << 16) | (green << 8) | blue, alpha };
  }
}

function isNear(one: number, other: number): boolean {
  const red = Math.abs((one >> 16) - (other >> 16));
  const green = Math.abs(((one >> 8) & 255) - ((other >> 8) & 255));
  const blue = Math.abs((one & 255) - (other & 255));
  return Math.max(red, green, blue) < MIN_CONTRAST;
}

function apply(m: Matrix, x: number, y: number): readonly [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

function multiply(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [x, y] = apply(outer, e, f);
  return [
    outer[0] * a + outer[2] * b,
    outer[1] * a + outer[3] * b,
    outer[0] * c + outer[2] * d,
    outer[1] * c + outer[3] * d,
    x,
    y,
  ];
}
