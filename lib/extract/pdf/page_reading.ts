import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { Headlines } from "@/lib/extract/document/headlines.ts";
import { type Field, readAnnotations } from "@/lib/extract/pdf/annotations.ts";
import type { Glyph } from "@/lib/extract/pdf/layout/glyph.ts";
import { type PageContext, readPageGlyphs } from "@/lib/extract/pdf/page_glyphs.ts";
import { type PageText, pageText } from "@/lib/extract/pdf/layout/page_text.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";

/** What one page says. */
export interface PageReading extends PageText {
  /** The lines that are set largest, largest first. */
  headlines: string[];
  /** What a person can't see on it, line by line. */
  hidden: string[];
  /** Where its links lead. */
  links: string[];
  fields: Field[];
  /** How many characters PDFium found, seen or not. */
  characters: number;
  /** Glyphs that no letter is known for. */
  unread: number;
  /** The codes of those whose fonts may name them. */
  unmapped: ReadonlySet<number>;
  /** Pictures are what it shows, or letters drawn as shapes. */
  isPicture: boolean;
}

/** Which page, and how many characters it may have. */
interface PagePlace extends PageContext {
  index: number;
  room: number;
}

const NORMAL_DISPLAY = 0;
const FLATTENED = 1;
/** What viewers write into a field that has no size of its own, in points. */
const FIELD_POINTS = 9;

/**
 * Reads one page, with what was filled into its form or typed onto it.
 * @throws {ExtractionError} corrupt, too_much_text
 */
export function readPage(
  pdfium: PdfiumExports,
  document: number,
  { index, room, ...context }: PagePlace,
): PageReading {
  let page = loadPage(pdfium, document, index);
  const { drawn, links, fields } = readAnnotations(pdfium, document, page);
  if (drawn && pdfium.FPDFPage_Flatten(page, NORMAL_DISPLAY) === FLATTENED) {
    pdfium.FPDF_ClosePage(page);
    page = loadPage(pdfium, document, index);
  }
  const text = pdfium.FPDFText_LoadPage(page);
  try {
    const characters = Math.max(0, pdfium.FPDFText_CountChars(text));
    if (characters > room) throw new ExtractionError("too_much_text");
    const { byAngle, ...found } = readPageGlyphs(pdfium, page, text, context);
    addFields(byAngle, fields);
    const largest = new Headlines();
    const said = pageText(byAngle, largest);
    return { ...said, headlines: largest.largest(), ...found, links, fields, characters };
  } finally {
    pdfium.FPDFText_ClosePage(text);
    pdfium.FPDF_ClosePage(page);
  }
}

function loadPage(pdfium: PdfiumExports, document: number, index: number): number {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) throw new ExtractionError("corrupt");
  return page;
}

/** Sets the values that viewers would draw where they would draw them. */
function addFields(byAngle: Map<number, Glyph[]>, fields: readonly Field[]): void {
  const upright = byAngle.get(0) ?? [];
  for (const { value, box, drawn } of fields) {
    if (drawn || value === "") continue;
    const y = box.bottom + Math.max(2, (box.top - box.bottom - FIELD_POINTS) / 2);
    const { left, right } = box;
    upright.push({ text: value, left, right, y, size: FIELD_POINTS, blanks: 1, box });
  }
  if (upright.length > 0) byAngle.set(0, upright);
}
