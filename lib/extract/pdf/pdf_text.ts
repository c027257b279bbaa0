import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { readPageGlyphs } from "@/lib/extract/pdf/page_glyphs.ts";
import { pageText } from "@/lib/extract/pdf/page_text.ts";
import { Headlines } from "@/lib/extract/document/headlines.ts";
import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { MAX_CHARACTERS, MAX_PAGES } from "@/lib/extract/document/limits.ts";

const PASSWORD_NEEDED = 4;
const FREE_TEXT = 3;
const WIDGET = 20;
const NORMAL_DISPLAY = 0;
const FLATTENED = 1;
/** Most are links; a form has a few dozen fields. */
const MAX_ANNOTATIONS = 500;

/**
 * Reads a PDF's text, leaving out what a person can't see.
 * @throws {ExtractionError} corrupt, encrypted, too_many_pages or too_much_text
 */
export function pdfText(pdfium: PdfiumExports, bytes: Uint8Array): DocumentText {
  const data = pdfium.malloc(bytes.length);
  if (data === 0) throw new ExtractionError("out_of_memory");
  new Uint8Array(pdfium.memory.buffer).set(bytes, data);
  try {
    const document = pdfium.FPDF_LoadMemDocument(data, bytes.length, 0);
    if (document === 0) {
      const encrypted = pdfium.FPDF_GetLastError() === PASSWORD_NEEDED;
      throw new ExtractionError(encrypted ? "encrypted" : "corrupt");
    }
    try {
      return documentText(pdfium, document);
    } finally {
      pdfium.FPDF_CloseDocument(document);
    }
  } finally {
    pdfium.free(data);
  }
}

function documentText(pdfium: PdfiumExports, document: number): DocumentText {
  const pages = pdfium.FPDF_GetPageCount(document);
  if (pages === 0) throw new ExtractionError("corrupt");
  if (pages > MAX_PAGES) throw new ExtractionError("too_many_pages");
  const texts: string[] = [];
  const headlines = new Headlines();
  let room = MAX_CHARACTERS;
  let hidden = 0;
  for (let index = 0; index < pages; index++) {
    const page = readPage(pdfium, document, index, room, index === 0 ? headlines : undefined);
    room -= page.characters;
    hidden += page.hidden;
    if (page.text !== "") texts.push(page.text);
  }
  return { text: texts.join("\n\n"), hidden, headlines: headlines.largest() };
}

/** Reads one page that may have `room` characters. */
function readPage(
  pdfium: PdfiumExports,
  document: number,
  index: number,
  room: number,
  headlines?: Headlines,
): { text: string; hidden: number; characters: number } {
  const page = openPage(pdfium, document, index);
  const text = pdfium.FPDFText_LoadPage(page);
  try {
    const characters = Math.max(0, pdfium.FPDFText_CountChars(text));
    if (characters > room) throw new ExtractionError("too_much_text");
    const { byAngle, hidden } = readPageGlyphs(pdfium, page, text);
    return { text: pageText(byAngle, headlines), hidden, characters };
  } finally {
    pdfium.FPDFText_ClosePage(text);
    pdfium.FPDF_ClosePage(page);
  }
}

/** Opens a page; what was filled into its form or typed onto it becomes part of it. */
function openPage(pdfium: PdfiumExports, document: number, index: number): number {
  const page = loadPage(pdfium, document, index);
  if (!hasFilledIn(pdfium, page)) return page;
  const flattened = pdfium.FPDFPage_Flatten(page, NORMAL_DISPLAY) === FLATTENED;
  if (!flattened) return page;
  pdfium.FPDF_ClosePage(page);
  return loadPage(pdfium, document, index);
}

function loadPage(pdfium: PdfiumExports, document: number, index: number): number {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) throw new ExtractionError("corrupt");
  return page;
}

function hasFilledIn(pdfium: PdfiumExports, page: number): boolean {
  const count = Math.min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS);
  for (let index = 0; index < count; index++) {
    const annotation = pdfium.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const subtype = pdfium.FPDFAnnot_GetSubtype(annotation);
    pdfium.FPDFPage_CloseAnnot(annotation);
    if (subtype === WIDGET || subtype === FREE_TEXT) return true;
  }
  return false;
}
