import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";

/** A few bytes of PDFium's memory that its functions write their answers into. */
export class Scratch {
  /** Where it is, aligned to 8 bytes. */
  readonly at: number;
  readonly #pdfium: PdfiumExports;
  #floats = new Float32Array(0);
  #doubles = new Float64Array(0);
  #integers = new Uint32Array(0);

  constructor(pdfium: PdfiumExports) {
    this.#pdfium = pdfium;
    this.at = pdfium.malloc(64);
    if (this.at === 0) throw new RangeError('Cannot allocate "scratch": out of memory');
  }

  /** The answer as floats; the view is reused by the next call. */
  floats(): Float32Array {
    this.#refresh();
    return this.#floats;
  }

  doubles(): Float64Array {
    this.#refresh();
    return this.#doubles;
  }

  integers(): Uint32Array {
    this.#refresh();
    return this.#integers;
  }

  free(): void {
    this.#pdfium.free(this.at);
  }

  #refresh(): void {
    // Growing the memory detaches the buffer, and leaves views of it without length. To ask for the
    // memory's buffer each time, some six times per letter, took longer than the letters.
    if (this.#floats.length > 0) return;
    const { buffer } = this.#pdfium.memory;
    this.#floats = new Float32Array(buffer, this.at, 16);
    this.#doubles = new Float64Array(buffer, this.at, 8);
    this.#integers = new Uint32Array(buffer, this.at, 16);
  }
}
