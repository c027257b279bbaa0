import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import type { Scratch } from "@/lib/extract/pdf/scratch.ts";

/** Tagged PDFs nest a few marks; what has more may as well be in a layer. */
const MAX_MARKS = 16;
/** "OC" in UTF-16 with its zero. */
const NAME_BYTES = 6;

/** Knows the marks of a page, which its objects share: each is asked for its name once. */
export class LayerMarks {
  readonly #pdfium: PdfiumExports;
  readonly #scratch: Scratch;
  readonly #known = new Map<number, boolean>();

  constructor(pdfium: PdfiumExports, scratch: Scratch) {
    this.#pdfium = pdfium;
    this.#scratch = scratch;
  }

  /** Whether an object is marked as part of a layer (optional content), which may be off. */
  has(object: number): boolean {
    const marks = this.#pdfium.FPDFPageObj_CountMarks(object);
    if (marks > MAX_MARKS) return true;
    for (let index = 0; index < marks; index++) {
      if (this.#isLayer(this.#pdfium.FPDFPageObj_GetMark(object, index))) return true;
    }
    return false;
  }

  #isLayer(mark: number): boolean {
    if (mark === 0) return false;
    let isLayer = this.#known.get(mark);
    if (isLayer === undefined) this.#known.set(mark, isLayer = this.#isNamed(mark));
    return isLayer;
  }

  #isNamed(mark: number): boolean {
    const { at } = this.#scratch;
    if (this.#pdfium.FPDFPageObjMark_GetName(mark, at, NAME_BYTES, at + 8) === 0) return false;
    const words = this.#scratch.integers();
    return words[2] === NAME_BYTES && words[0] === (0x4f | (0x43 << 16));
  }
}
