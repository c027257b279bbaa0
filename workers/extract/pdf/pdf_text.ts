import { ExtractionError } from "../extraction_error.ts";
import { readPageGlyphs } from "./page_glyphs.ts";
import { pageText } from "./page_text.ts";
import type { DocumentText } from "../document_text.ts";
import type { PdfiumExports } from "./pdfium.ts";
import { MAX_CHARACTERS, MAX_PAGES } from "../limits.ts";

const PASSWORD_NEEDED = 4;

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
      throw new ExtractionError(encrypted ? "encrypted" : "corrupt", "pdf");
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
  if (pages === 0) throw new ExtractionError("corrupt", "pdf");
  if (pages > MAX_PAGES) throw new ExtractionError("too_many_pages");
  const texts: string[] = [];
  let characters = 0;
  let hidden = 0;
  for (let index = 0; index < pages; index++) {
    const page = pdfium.FPDF_LoadPage(document, index);
    if (page === 0) throw new ExtractionError("corrupt", "pdf");
    try {
      const text = pdfium.FPDFText_LoadPage(page);
      try {
        characters += Math.max(0, pdfium.FPDFText_CountChars(text));
        if (characters > MAX_CHARACTERS) throw new ExtractionError("too_much_text");
        const glyphs = readPageGlyphs(pdfium, page, text);
        hidden += glyphs.hidden;
        texts.push(pageText(glyphs.byAngle));
      } finally {
        pdfium.FPDFText_ClosePage(text);
      }
    } finally {
      pdfium.FPDF_ClosePage(page);
    }
  }
  return { text: texts.filter((text) => text !== "").join("\n\n"), pages, hidden };
}
