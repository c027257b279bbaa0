import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";
import { MAX_PAGE_PIXELS } from "@/lib/extract/document/limits.ts";
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
const GREY = 1;
const WHITE = 0xffffffff;
/** With what was filled in or stamped on (FPDF_ANNOT), for a grey page (FPDF_GRAYSCALE). */
const FLAGS = 0x01 | 0x08;

/**
 * Draws one page of a PDF in grey.
 * @param index from 0
 * @throws {ExtractionError} corrupt or out_of_memory
 */
export function pagePicture(
  pdfium: PdfiumExports,
  bytes: Uint8Array,
  { index, drawn }: { index: number; drawn: DrawnSize },
): GreyPicture {
  const data = pdfium.malloc(bytes.length);
  if (data === 0) throw new ExtractionError("out_of_memory");
  new Uint8Array(pdfium.memory.buffer).set(bytes, data);
  const document = pdfium.FPDF_LoadMemDocument(data, bytes.length, 0);
  try {
    if (document === 0) throw new ExtractionError("corrupt");
    return draw(pdfium, document, index, drawn);
  } finally {
    if (document !== 0) pdfium.FPDF_CloseDocument(document);
    pdfium.free(data);
  }
}

function draw(
  pdfium: PdfiumExports,
  document: number,
  index: number,
  drawn: DrawnSize,
): GreyPicture {
  const [width, height] = sizeOf(pdfium, document, index, drawn);
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) throw new ExtractionError("corrupt");
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, GREY, 0, 0);
  try {
    if (bitmap === 0) throw new ExtractionError("out_of_memory");
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS);
    return { width, height, pixels: pixelsOf(pdfium, bitmap, width, height) };
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
  drawn: DrawnSize,
): [width: number, height: number] {
  const scratch = new Scratch(pdfium);
  try {
    if (pdfium.FPDF_GetPageSizeByIndexF(document, index, scratch.at) === 0) {
      throw new ExtractionError("corrupt");
    }
    const [width, height] = scratch.floats().map((points) => points * PIXELS_PER_POINT);
    if (!(width > 0 && height > 0)) throw new ExtractionError("corrupt");
    const scale = drawn === "exact" ? 1 : scaleOf(width, height);
    return [width, height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  } finally {
    scratch.free();
  }
}

function scaleOf(width: number, height: number): number {
  const enlarged = Math.min(MAX_ENLARGED, Math.sqrt(MIN_PAGE_PIXELS / (width * height)));
  const reduced = Math.sqrt(MAX_PAGE_PIXELS / (width * height));
  const fitting = Math.min(reduced, MAX_SIDE / Math.max(width, height));
  return Math.min(fitting, Math.max(1, enlarged));
}

function pixelsOf(pdfium: PdfiumExports, bitmap: number, width: number, height: number) {
  const stride = pdfium.FPDFBitmap_GetStride(bitmap);
  const at = pdfium.FPDFBitmap_GetBuffer(bitmap);
  const all = new Uint8Array(pdfium.memory.buffer, at, stride * height);
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    pixels.set(all.subarray(row * stride, row * stride + width), row * width);
  }
  return pixels;
}
