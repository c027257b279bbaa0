import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import type { ColorPicture } from "@/lib/extract/document/color_picture.ts";
import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";
import { MAX_PAGE_PIXELS } from "@/lib/extract/document/limits.ts";
import { PdfDocument } from "@/lib/extract/pdf/pdf_document.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { Scratch } from "@/lib/extract/pdf/scratch.ts";

/** How large a page is drawn: to be read by OCR, or so that each 1/150 inch is a pixel. */
export type DrawnSize = "page" | "exact";

const PIXELS_PER_POINT = 150 / 72;
/** A page smaller than A4 at 140 dpi, as a screenshot is, is drawn larger: its letters are small. */
const MIN_PAGE_PIXELS = 1_900_000;
const MAX_ENLARGED = 3;
/** Longer pages at this width have no letters left. */
const MAX_SIDE = 20_000;
/** FPDFBitmap_Gray. */
const GREY = 1;
/** FPDFBitmap_BGRx. */
const BGRX = 3;
/** Bytes of a pixel in a PNG without transparency. */
const COLORS = 3;
const FILTER_NONE = 0;
const FILTER_UP = 2;
const WHITE = 0xffffffff;
/** With what was filled in or stamped on (FPDF_ANNOT), for a grey page (FPDF_GRAYSCALE). */
const GREY_PAGE = 0x01 | 0x08;
const COLOR_PAGE = 0x01;

/**
 * Draws one page of a PDF in grey.
 * @param index from 0
 * @throws {ExtractionError} corrupt, encrypted or out_of_memory
 */
export function pagePicture(
  pdfium: PdfiumExports,
  bytes: Uint8Array,
  { index, drawn }: { index: number; drawn: DrawnSize },
): GreyPicture {
  using document = new PdfDocument(pdfium, bytes);
  const scale = drawn === "exact" ? () => 1 : scaleOf;
  const size = sizeOf(pdfium, document.handle, index, scale);
  const take = (bitmap: number) => ({ ...size, pixels: pixelsOf(pdfium, bitmap, size) });
  return draw(pdfium, document.handle, { index, ...size, format: GREY, flags: GREY_PAGE }, take);
}

/**
 * Draws one page of an open PDF in colour, for a person.
 * @param index from 0
 * @param width in pixels; a page that would then have more than MAX_PAGE_PIXELS is drawn smaller
 * @throws {ExtractionError} corrupt or out_of_memory
 */
export function colorPicture(
  pdfium: PdfiumExports,
  document: number,
  { index, width }: { index: number; width: number },
): ColorPicture {
  const size = sizeOf(pdfium, document, index, (w, h) => Math.min(width / w, mostOf(w, h)));
  const take = (bitmap: number) => ({ ...size, scanlines: scanlinesOf(pdfium, bitmap, size) });
  return draw(pdfium, document, { index, ...size, format: BGRX, flags: COLOR_PAGE }, take);
}

/** In pixels. */
interface Size {
  width: number;
  height: number;
}

interface Drawing extends Size {
  index: number;
  format: number;
  flags: number;
}

function draw<Picture>(
  pdfium: PdfiumExports,
  document: number,
  { index, width, height, format, flags }: Drawing,
  take: (bitmap: number) => Picture,
): Picture {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) throw new ExtractionError("corrupt");
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, format, 0, 0);
  try {
    if (bitmap === 0) throw new ExtractionError("out_of_memory");
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags);
    return take(bitmap);
  } finally {
    if (bitmap !== 0) pdfium.FPDFBitmap_Destroy(bitmap);
    pdfium.FPDF_ClosePage(page);
  }
}

/** The page's size in pixels. */
function sizeOf(
  pdfium: PdfiumExports,
  document: number,
  index: number,
  scaleFor: (width: number, height: number) => number,
): Size {
  const scratch = new Scratch(pdfium);
  try {
    if (pdfium.FPDF_GetPageSizeByIndexF(document, index, scratch.at) === 0) {
      throw new ExtractionError("corrupt");
    }
    const [width, height] = scratch.floats().map((points) => points * PIXELS_PER_POINT);
    if (!(width > 0 && height > 0)) throw new ExtractionError("corrupt");
    const scale = scaleFor(width, height);
    const pixels = (side: number) => Math.max(1, Math.round(side * scale));
    return { width: pixels(width), height: pixels(height) };
  } finally {
    scratch.free();
  }
}

function scaleOf(width: number, height: number): number {
  const enlarged = Math.min(MAX_ENLARGED, Math.sqrt(MIN_PAGE_PIXELS / (width * height)));
  return Math.min(mostOf(width, height), Math.max(1, enlarged));
}

/** The largest scale at which a page is drawn. */
function mostOf(width: number, height: number): number {
  const reduced = Math.sqrt(MAX_PAGE_PIXELS / (width * height));
  return Math.min(reduced, MAX_SIDE / Math.max(width, height));
}

function pixelsOf(pdfium: PdfiumExports, bitmap: number, { width, height }: Size) {
  const stride = pdfium.FPDFBitmap_GetStride(bitmap);
  const at = pdfium.FPDFBitmap_GetBuffer(bitmap);
  const all = new Uint8Array(pdfium.memory.buffer, at, stride * height);
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    pixels.set(all.subarray(row * stride, row * stride + width), row * width);
  }
  return pixels;
}

/** The rows of a bitmap of 4 bytes a pixel as those of a PNG, each by its difference from the one above. */
function scanlinesOf(pdfium: PdfiumExports, bitmap: number, { width, height }: Size) {
  const stride = pdfium.FPDFBitmap_GetStride(bitmap);
  const at = pdfium.FPDFBitmap_GetBuffer(bitmap);
  const all = new Uint8Array(pdfium.memory.buffer, at, stride * height);
  const length = 1 + COLORS * width;
  const scanlines = new Uint8Array(length * height);
  for (let row = 0; row < height; row++) {
    let to = row * length;
    scanlines[to++] = row === 0 ? FILTER_NONE : FILTER_UP;
    const end = row * stride + 4 * width;
    for (let from = row * stride; from < end; from += 4) {
      for (let color = 2; color >= 0; color--) {
        const above = row === 0 ? 0 : all[from + color - stride];
        scanlines[to++] = all[from + color] - above;
      }
    }
  }
  return scanlines;
}
