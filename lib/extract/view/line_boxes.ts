import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import type { Box } from "@/lib/extract/pdf/matrix.ts";
import { PdfDocument } from "@/lib/extract/pdf/pdf_document.ts";
import { pagesForOcr, readPdf } from "@/lib/extract/pdf/pdf_text.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { Scratch } from "@/lib/extract/pdf/scratch.ts";
import { linePlaces } from "@/lib/extract/view/line_places.ts";

/** The size of a page as it is shown, in points. */
export interface PageSize {
  width: number;
  height: number;
}

/** Where a line of the text stands on a page: shares of its width and height, from its upper left. */
export interface LineBox {
  /** From 1. */
  line: number;
  /** From 0. */
  page: number;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The pages of a document, and lines of its text on them. */
export interface LineBoxes {
  pages: PageSize[];
  boxes: LineBox[];
}

/** Of a page's width and height: its functions give whole numbers. */
const STEPS = 100_000;

/**
 * Finds lines of a PDF's text on its pages. What OCR has read of it is not found.
 * @param lines from 1
 * @throws {ExtractionError} it can't be read
 */
export async function lineBoxes(
  pdfium: PdfiumExports,
  bytes: Uint8Array,
  { text, lines }: { text: string; lines: readonly number[] },
): Promise<LineBoxes> {
  using document = new PdfDocument(pdfium, bytes);
  const read = await readPdf(pdfium, document.handle, bytes);
  const unread = new Set(pagesForOcr(read));
  const pieces = read.flatMap(({ segments }, page) =>
    unread.has(page) ? [] : segments.map(({ text, box }) => ({ text, box, page }))
  );
  const places = linePlaces(text, new Set(lines), pieces);
  const byPage = Map.groupBy(places, ({ page }) => page);
  const boxes = [...byPage].flatMap(([page, places]) =>
    onPage(
      pdfium,
      document.handle,
      page,
      (shares) => places.map(({ line, box }) => ({ line, page, ...shares(box) })),
    )
  );
  return { pages: pageSizes(pdfium, document.handle, read.length), boxes };
}

/** The sizes of the first `count` pages of an open PDF. */
export function pageSizes(pdfium: PdfiumExports, document: number, count: number): PageSize[] {
  const scratch = new Scratch(pdfium);
  try {
    return Array.from({ length: count }, (_, index) => {
      const known = pdfium.FPDF_GetPageSizeByIndexF(document, index, scratch.at) !== 0;
      const [width, height] = scratch.floats();
      if (!known || !(width > 0 && height > 0)) throw new ExtractionError("corrupt");
      return { width, height };
    });
  } finally {
    scratch.free();
  }
}

type Shares = (box: Box) => Omit<LineBox, "line" | "page">;

function onPage<T>(
  pdfium: PdfiumExports,
  document: number,
  index: number,
  tell: (shares: Shares) => T,
): T {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) throw new ExtractionError("corrupt");
  const scratch = new Scratch(pdfium);
  const pointOf = (x: number, y: number) => {
    const { at } = scratch;
    pdfium.FPDF_PageToDevice(page, 0, 0, STEPS, STEPS, 0, x, y, at, at + 4);
    return [...scratch.integers().subarray(0, 2)]
      .map((steps) => Math.min(1, Math.max(0, (steps | 0) / STEPS)));
  };
  try {
    return tell(({ left, right, top, bottom }) => {
      // A page may be turned: any corner may come to be the upper left.
      const [[x1, y1], [x2, y2]] = [pointOf(left, bottom), pointOf(right, top)];
      const [x, y] = [Math.min(x1, x2), Math.min(y1, y2)];
      return { x, y, w: Math.max(x1, x2) - x, h: Math.max(y1, y2) - y };
    });
  } finally {
    scratch.free();
    pdfium.FPDF_ClosePage(page);
  }
}
