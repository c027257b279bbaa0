import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import type { Scratch } from "@/lib/extract/pdf/scratch.ts";

/** Tagged PDFs nest a few marks; what has more may as well be in a layer. */
const MAX_MARKS = 16;
/** "OC" in UTF-16 with its zero. */
const NAME_BYTES = 6;

/** Whether an object is marked as part of a layer (optional content), which may be off. */
export function isInLayer(pdfium: PdfiumExports, object: number, scratch: Scratch): boolean {
  const marks = pdfium.FPDFPageObj_CountMarks(object);
  if (marks > MAX_MARKS) return true;
  for (let index = 0; index < marks; index++) {
    const mark = pdfium.FPDFPageObj_GetMark(object, index);
    if (mark !== 0 && isLayer(pdfium, mark, scratch)) return true;
  }
  return false;
}

function isLayer(pdfium: PdfiumExports, mark: number, scratch: Scratch): boolean {
  const { at } = scratch;
  if (pdfium.FPDFPageObjMark_GetName(mark, at, NAME_BYTES, at + 8) === 0) return false;
  const words = scratch.integers();
  return words[2] === NAME_BYTES && words[0] === (0x4f | (0x43 << 16));
}
