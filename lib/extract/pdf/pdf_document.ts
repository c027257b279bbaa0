import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";

const PASSWORD_NEEDED = 4;

/** A PDF that PDFium has open, until it is disposed of. */
export class PdfDocument implements Disposable {
  readonly #pdfium: PdfiumExports;
  readonly #data: number;
  /** By which PDFium knows it. */
  readonly handle: number;

  /** @throws {ExtractionError} corrupt, encrypted, out_of_memory */
  constructor(pdfium: PdfiumExports, bytes: Uint8Array) {
    this.#pdfium = pdfium;
    this.#data = pdfium.malloc(bytes.length);
    if (this.#data === 0) throw new ExtractionError("out_of_memory");
    new Uint8Array(pdfium.memory.buffer).set(bytes, this.#data);
    this.handle = pdfium.FPDF_LoadMemDocument(this.#data, bytes.length, 0);
    if (this.handle !== 0) return;
    const encrypted = pdfium.FPDF_GetLastError() === PASSWORD_NEEDED;
    pdfium.free(this.#data);
    throw new ExtractionError(encrypted ? "encrypted" : "corrupt");
  }

  [Symbol.dispose](): void {
    this.#pdfium.FPDF_CloseDocument(this.handle);
    this.#pdfium.free(this.#data);
  }
}
