import type { ColorPicture } from "@/lib/extract/document/color_picture.ts";
import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";
import { MAX_PAGES } from "@/lib/extract/document/limits.ts";
import { pagesPreview } from "@/lib/extract/office/pages_preview.ts";
import { ZipArchive } from "@/lib/extract/office/zip_archive.ts";
import { colorPicture, pagePicture } from "@/lib/extract/pdf/page_picture.ts";
import { PdfDocument } from "@/lib/extract/pdf/pdf_document.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { greyTile } from "@/lib/extract/picture/picture_page.ts";
import { picturePdf } from "@/lib/extract/picture/picture_pdf.ts";
import { isPicture, type PictureKind } from "@/lib/extract/picture/picture_kind.ts";
import { PICTURE_READERS } from "@/lib/extract/picture/picture_pages.ts";
import type { PagedKind } from "@/lib/extract/view/paged_kind.ts";
import { type LineBoxes, lineBoxes, pageSizes } from "@/lib/extract/view/line_boxes.ts";
import type { FileKind } from "@/lib/wire/file_kinds.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The PDF that has a document's pages: itself, or the one within it. */
export async function pdfOf(kind: FileKind, bytes: Bytes): Promise<Uint8Array> {
  return kind === "pdf" ? bytes : await pagesPreview(await ZipArchive.open(bytes));
}

/**
 * Draws a page for a person; null where the document has fewer.
 * @param page from 0
 * @param width in pixels; it may come out smaller (see `colorPicture`)
 * @throws {ExtractionError} it can't be drawn
 */
export async function pageView(
  pdfium: PdfiumExports,
  kind: PagedKind,
  bytes: Bytes,
  { page, width }: { page: number; width: number },
): Promise<ColorPicture | null> {
  if (isPicture(kind)) return await pictureView(pdfium, kind, bytes, { page, width });
  using document = new PdfDocument(pdfium, await pdfOf(kind, bytes));
  if (page >= countOf(pdfium, document)) return null;
  return colorPicture(pdfium, document.handle, { index: page, width });
}

/**
 * The sizes of a document's pages, and where lines of its text stand on them. A picture's text has been
 * read by OCR, which leaves no places.
 * @throws {ExtractionError} it can't be read
 */
export async function pagePlaces(
  pdfium: PdfiumExports,
  kind: PagedKind,
  bytes: Bytes,
  asked: { text: string; lines: readonly number[] },
): Promise<LineBoxes> {
  if (!isPicture(kind)) {
    const pdf = await pdfOf(kind, bytes);
    if (asked.lines.length > 0) return await lineBoxes(pdfium, pdf, asked);
    using document = new PdfDocument(pdfium, pdf);
    return { pages: pageSizes(pdfium, document.handle, countOf(pdfium, document)), boxes: [] };
  }
  const pages = [];
  for (let index = 0; index < countOfPicture(kind, bytes); index++) {
    const { width, height, orientation } = await PICTURE_READERS[kind].page(bytes, index);
    pages.push(orientation > 4 ? { width: height, height: width } : { width, height });
  }
  return { pages, boxes: [] };
}

function countOf(pdfium: PdfiumExports, document: PdfDocument): number {
  return Math.min(MAX_PAGES, pdfium.FPDF_GetPageCount(document.handle));
}

function countOfPicture(kind: PictureKind, bytes: Bytes): number {
  return Math.min(MAX_PAGES, PICTURE_READERS[kind].pages(bytes));
}

async function pictureView(
  pdfium: PdfiumExports,
  kind: PictureKind,
  bytes: Bytes,
  { page, width }: { page: number; width: number },
): Promise<ColorPicture | null> {
  if (page >= countOfPicture(kind, bytes)) return null;
  const picture = await PICTURE_READERS[kind].page(bytes, page);
  const whole = picture.tiles.length === 1 ? picture : {
    ...picture,
    tiles: [tileOf(pagePicture(pdfium, picturePdf({ ...picture, orientation: 1 }), EXACT))],
  };
  using document = new PdfDocument(pdfium, picturePdf(whole));
  return colorPicture(pdfium, document.handle, { index: 0, width });
}

const EXACT = { index: 0, drawn: "exact" } as const;

/** Made smaller one by one, tiles would not meet. */
function tileOf({ width, height, pixels }: GreyPicture) {
  return greyTile(width, height, pixels);
}
