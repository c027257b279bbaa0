import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";

/** A few bytes of PDFium's memory that its functions write their answers into. */
export class Scratch {
  /** Where it is, aligned to 8 bytes. */
  readonly at: number;
  readonly #pdfium: PdfiumExports;
  #buffer: ArrayBufferLike | undefined;
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
    const { buffer } = this.#pdfium.memory;
    // Growing the memory detaches the old buffer.
    if (buffer === this.#buffer) return;
    this.#buffer = buffer;
    this.#floats = new Float32Array(buffer, this.at, 16);
    this.#doubles = new Float64Array(buffer, this.at, 8);
    this.#integers = new Uint32Array(buffer, this.at, 16);
  }
}
