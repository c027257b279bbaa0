import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { type Box, mapped, type Matrix } from "@/lib/extract/pdf/matrix.ts";
import type { Scratch } from "@/lib/extract/pdf/scratch.ts";

/** A box in whole pixels, y downwards; right and bottom are outside. */
export interface PixelBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A part of the page: four bytes a pixel (blue, green, red and one unused), row by row. */
export interface Picture {
  pixels: Uint8Array<ArrayBuffer>;
  /** Where on the page it was taken. */
  frame: PixelBox;
}

/** What a screen shows. */
const PIXELS_PER_POINT = 96 / 72;
/** An A4 page has 0.9 million; a giant page is shown smaller, as it is on a screen. */
const MAX_PIXELS = 2_000_000;
const BGRX = 3;
const WHITE = 0xffffffff;
/** PDFium gives whole pixels: asked for a page so many times as large, it gives parts of pixels. */
const FINE = 64;

/** Takes pictures of a page as a person sees it. */
export class Camera {
  readonly width: number;
  readonly height: number;
  readonly #pdfium: PdfiumExports;
  readonly #page: number;
  readonly #toPixels: Matrix;

  constructor(pdfium: PdfiumExports, page: number, scratch: Scratch) {
    this.#pdfium = pdfium;
    this.#page = page;
    const width = pdfium.FPDF_GetPageWidthF(page);
    const height = pdfium.FPDF_GetPageHeightF(page);
    const scale = Math.min(PIXELS_PER_POINT, Math.sqrt(MAX_PIXELS / Math.max(width * height, 1)));
    this.width = clamp(Math.round(width * scale), 1, MAX_PIXELS);
    this.height = clamp(Math.round(height * scale), 1, MAX_PIXELS / this.width);
    const [e, f] = this.#deviceOf(0, 0, scratch);
    const [ax, ay] = this.#deviceOf(1_000, 0, scratch);
    const [cx, cy] = this.#deviceOf(0, 1_000, scratch);
    this.#toPixels = [(ax - e) / 1e3, (ay - f) / 1e3, (cx - e) / 1e3, (cy - f) / 1e3, e, f];
  }

  /**
   * A part of the page as it is now: what was switched off is not in it. Null where there is no memory
   * for it.
   */
  take(frame: PixelBox): Picture | null {
    const pdfium = this.#pdfium;
    const { left, top } = frame;
    const [width, height] = [frame.right - left, frame.bottom - top];
    const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, BGRX, 0, 0);
    if (bitmap === 0) return null;
    try {
      pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
      pdfium.FPDF_RenderPageBitmap(bitmap, this.#page, -left, -top, this.width, this.height, 0, 0);
      const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
      const pixels = new Uint8Array(pdfium.memory.buffer, start, width * height * 4).slice();
      return { pixels, frame };
    } finally {
      pdfium.FPDFBitmap_Destroy(bitmap);
    }
  }

  /** Where on the picture a box of the page is; null where none of it is in the picture. */
  frame(box: Box): PixelBox | null {
    const { left, bottom, right, top } = mapped(this.#toPixels, box);
    const frame = {
      left: clamp(Math.floor(left + 0.25), 0, this.width),
      top: clamp(Math.floor(bottom + 0.25), 0, this.height),
      right: clamp(Math.ceil(right - 0.25), 0, this.width),
      bottom: clamp(Math.ceil(top - 0.25), 0, this.height),
    };
    return frame.right > frame.left && frame.bottom > frame.top ? frame : null;
  }

  /** The frame of all of the page. */
  get all(): PixelBox {
    return { left: 0, top: 0, right: this.width, bottom: this.height };
  }

  /** The frame around boxes of the page; of all of it where none of them is on it. */
  around(boxes: readonly Box[]): PixelBox {
    const found = { left: this.width, top: this.height, right: 0, bottom: 0 };
    for (const box of boxes) {
      const frame = this.frame(box);
      if (frame === null) continue;
      found.left = Math.min(found.left, frame.left);
      found.top = Math.min(found.top, frame.top);
      found.right = Math.max(found.right, frame.right);
      found.bottom = Math.max(found.bottom, frame.bottom);
    }
    return found.right > found.left ? found : this.all;
  }

  #deviceOf(x: number, y: number, scratch: Scratch): [number, number] {
    const { at } = scratch;
    const [width, height] = [this.width * FINE, this.height * FINE];
    this.#pdfium.FPDF_PageToDevice(this.#page, 0, 0, width, height, 0, x, y, at, at + 4);
    const whole = scratch.integers();
    return [(whole[0] | 0) / FINE, (whole[1] | 0) / FINE];
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.floor(Math.min(Math.max(value, least), most));
}
