import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import type { Scratch } from "@/lib/extract/pdf/scratch.ts";
import { type Box, IDENTITY, mapped, type Matrix, multiply } from "@/lib/extract/pdf/matrix.ts";
import type { Doubt, Look } from "@/lib/extract/pdf/sight/doubt.ts";
import { mayBeClipped } from "@/lib/extract/pdf/sight/clip.ts";
import { LayerMarks } from "@/lib/extract/pdf/sight/layer.ts";
import { fillOf, isNear } from "@/lib/extract/pdf/sight/paint.ts";

/** Something painted that text may stand on or behind. */
interface Fill extends Box {
  order: number;
  /** Null where it has many colours, or isn't opaque. */
  color: number | null;
  /** It fills its box. */
  solid: boolean;
  /** A picture of at least half the page. */
  pageSize: boolean;
}

/** Where on the page an object was found. */
interface Place {
  matrix: Matrix;
  depth: number;
  /** The form around it may be clipped, transparent or in a layer. */
  doubtful: boolean;
}

const PATH = 2;
const IMAGE = 3;
const SHADING = 4;
const FORM = 5;
const WHITE = 0xffffff;
/** Enough for any resume; what comes after them is looked at. */
const MAX_OBJECTS = 20_000;
const MAX_FILLS = 500;
const MAX_DEPTH = 8;
/** A page of fewer letters is no resume; rules, boxes and icons are fewer shapes. */
const MIN_SHAPES = 150;
/** Rules and underlines are thinner: nothing is written on them. In points. */
const MIN_SIDE = 3;
const MIN_ALPHA = 26;
const OPAQUE = 250;
/** A rectangle has 4 or 5 segments; anything with more fills only a part of its box. */
const RECTANGLE_SEGMENTS = 6;
const FILLED_TEXT = 0;
const INVISIBLE_TEXT = 3;
const CLIPPING_TEXT = 7;

/** What a page paints behind and over its text: the cheap look that finds what may not be seen. */
export class Backdrop {
  readonly #pdfium: PdfiumExports;
  readonly #scratch: Scratch;
  readonly #marks: LayerMarks;
  readonly #mayHaveLayers: () => boolean;
  readonly #halfPage: number;
  readonly #fills: Fill[] = [];
  readonly #orders = new Map<number, number>();
  readonly #doubtful = new Set<number>();
  readonly #riskyColors = new Map<number, boolean>();
  #visited = 0;
  #overflowed = false;
  #shapes = 0;
  #pictureArea = 0;

  /** @param mayHaveLayers whether any layer may be in the document; asked only where it matters */
  constructor(
    pdfium: PdfiumExports,
    page: number,
    scratch: Scratch,
    { box, mayHaveLayers }: { box: Box; mayHaveLayers: () => boolean },
  ) {
    this.#pdfium = pdfium;
    this.#scratch = scratch;
    this.#marks = new LayerMarks(pdfium, scratch);
    this.#mayHaveLayers = mayHaveLayers;
    this.#halfPage = areaOf(box) / 2;
    const count = pdfium.FPDFPage_CountObjects(page);
    const place = { matrix: IDENTITY, depth: 0, doubtful: false };
    for (let index = 0; index < count && this.#hasRoom(); index++) {
      this.#visit(pdfium.FPDFPage_GetObject(page, index), place);
    }
  }

  /** All text objects that were found. */
  texts(): IterableIterator<number> {
    return this.#orders.keys();
  }

  /** Whether a picture fills most of the page, or there are enough shapes to be its letters. */
  isPicture(): boolean {
    return this.hasPagePicture() || this.#shapes >= MIN_SHAPES ||
      this.#pictureArea >= this.#halfPage;
  }

  /** Whether one picture fills most of the page. */
  hasPagePicture(): boolean {
    return this.#fills.some(({ pageSize }) => pageSize);
  }

  /** How the text object is painted. */
  look(object: number): Look {
    const pdfium = this.#pdfium;
    const mode = pdfium.FPDFTextObj_GetTextRenderMode(object);
    const paint = fillOf(pdfium, object, this.#scratch);
    const filled = mode === FILLED_TEXT && paint !== null;
    const faint = filled && paint.alpha < MIN_ALPHA;
    const color = filled ? paint.color : 0;
    return {
      unpainted: mode === INVISIBLE_TEXT || mode === CLIPPING_TEXT || faint,
      doubtful: !filled || this.#doubtful.has(object) || this.#isDoubtful(object),
      risky: this.#isRisky(color),
      color,
    };
  }

  /** Why the text object may not be seen at a point; null where it surely is. */
  doubt(object: number, look: Look, x: number, y: number): Doubt | null {
    if (look.unpainted) return "unpainted";
    const order = this.#overflowed ? undefined : this.#orders.get(object);
    if (order === undefined) return "covered";
    return this.#cover(order, x, y) ?? (look.doubtful ? "covered" : null) ??
      (look.risky && this.#isAlike(order, look.color, x, y) ? "alike" : null);
  }

  #cover(order: number, x: number, y: number): Doubt | null {
    for (let index = this.#fills.length - 1; index >= 0; index--) {
      const fill = this.#fills[index];
      if (fill.order < order) return null;
      if (isIn(fill, x, y)) return fill.pageSize ? "pictured" : "covered";
    }
    return null;
  }

  #isAlike(order: number, color: number, x: number, y: number): boolean {
    for (let index = this.#fills.length - 1; index >= 0; index--) {
      const fill = this.#fills[index];
      if (fill.order > order || !isIn(fill, x, y)) continue;
      if (fill.color === null || isNear(fill.color, color)) return true;
      if (fill.solid) return false;
    }
    return isNear(WHITE, color);
  }

  #isRisky(color: number): boolean {
    let risky = this.#riskyColors.get(color);
    if (risky === undefined) {
      risky = isNear(WHITE, color) ||
        this.#fills.some((fill) => fill.color === null || isNear(fill.color, color));
      this.#riskyColors.set(color, risky);
    }
    return risky;
  }

  #isDoubtful(object: number): boolean {
    return this.#pdfium.FPDFPageObj_HasTransparency(object) !== 0 ||
      mayBeClipped(this.#pdfium, object, this.#scratch) ||
      this.#marks.has(object);
  }

  #hasRoom(): boolean {
    if (this.#visited >= MAX_OBJECTS) this.#overflowed = true;
    return !this.#overflowed;
  }

  #visit(object: number, place: Place): void {
    const order = ++this.#visited;
    const type = this.#pdfium.FPDFPageObj_GetType(object);
    if (type === FORM) this.#visitForm(object, place);
    else if (type === PATH) this.#addPath(object, order, place);
    else if (type === IMAGE || type === SHADING) {
      this.#addFill(object, order, place, { color: null, solid: true, picture: type === IMAGE });
    } else {
      this.#orders.set(object, order);
      if (place.doubtful) this.#doubtful.add(object);
    }
  }

  #visitForm(object: number, outer: Place): void {
    if (outer.depth >= MAX_DEPTH) {
      this.#overflowed = true;
      return;
    }
    this.#pdfium.FPDFPageObj_GetMatrix(object, this.#scratch.at);
    const [a, b, c, d, e, f] = this.#scratch.floats();
    const place = {
      matrix: multiply([a, b, c, d, e, f], outer.matrix),
      depth: outer.depth + 1,
      doubtful: outer.doubtful || this.#isDoubtful(object) || this.#mayHaveLayers(),
    };
    const count = this.#pdfium.FPDFFormObj_CountObjects(object);
    for (let index = 0; index < count && this.#hasRoom(); index++) {
      this.#visit(this.#pdfium.FPDFFormObj_GetObject(object, index), place);
    }
  }

  #addPath(object: number, order: number, place: Place): void {
    const { at } = this.#scratch;
    if (this.#pdfium.FPDFPath_GetDrawMode(object, at, at + 4) === 0) return;
    const [filled, stroked] = this.#scratch.integers();
    if (filled === 0) {
      if (stroked !== 0 && this.#isThick(object)) {
        this.#addFill(object, order, place, { color: null, solid: false, picture: false });
      }
      return;
    }
    this.#shapes++;
    const paint = fillOf(this.#pdfium, object, this.#scratch);
    if (paint !== null && paint.alpha < MIN_ALPHA) return;
    const clear = paint === null || paint.alpha < OPAQUE || place.doubtful;
    const solid = this.#pdfium.FPDFPath_CountSegments(object) <= RECTANGLE_SEGMENTS;
    const color = clear || this.#isDoubtful(object) ? null : paint.color;
    this.#addFill(object, order, place, { color, solid, picture: false });
  }

  #isThick(object: number): boolean {
    const { at } = this.#scratch;
    return this.#pdfium.FPDFPageObj_GetStrokeWidth(object, at) !== 0 &&
      this.#scratch.floats()[0] >= MIN_SIDE;
  }

  #addFill(
    object: number,
    order: number,
    { matrix }: Place,
    { color, solid, picture }: { color: number | null; solid: boolean; picture: boolean },
  ): void {
    const { at } = this.#scratch;
    if (this.#pdfium.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) return;
    const [left, bottom, right, top] = this.#scratch.floats();
    const box = mapped(matrix, { left, bottom, right, top });
    if (Math.min(box.right - box.left, box.top - box.bottom) < MIN_SIDE) return;
    if (picture) this.#pictureArea += areaOf(box);
    if (this.#fills.length >= MAX_FILLS) this.#overflowed = true;
    else {
      const pageSize = picture && areaOf(box) >= this.#halfPage;
      this.#fills.push({ ...box, order, color, solid, pageSize });
    }
  }
}

function isIn(box: Box, x: number, y: number): boolean {
  return x >= box.left && x <= box.right && y >= box.bottom && y <= box.top;
}

function areaOf({ left, bottom, right, top }: Box): number {
  return (right - left) * (top - bottom);
}
