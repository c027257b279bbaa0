import type { Box } from "@/lib/extract/pdf/matrix.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";

/** What a page's annotations tell. */
export interface Annotations {
  /** Where its links lead. */
  links: string[];
  /** Its text fields and lists to choose from. */
  fields: Field[];
  /** Some are drawn on the page: text typed on it, shapes, stamps, fields. */
  drawn: boolean;
}

/** A field of a form. */
export interface Field {
  value: string;
  box: Box;
  /** The value is drawn; else a viewer would have to draw it. */
  drawn: boolean;
}

const LINK = 2;
const WIDGET = 20;
/** Typed text, lines, shapes, stamps, ink, fields, redactions: they cover a page's own text, or add to it. */
const DRAWN = new Set([3, 4, 5, 6, 7, 13, 15, WIDGET, 28]);
/** Most are links; a form has a few dozen fields. */
const MAX_ANNOTATIONS = 500;
/** Long enough for an address and a line of a form, in bytes; an answer that needs more is left out. */
const MAX_BYTES = 2048;
const NORMAL_APPEARANCE = 0;
/** An empty text in UTF-16 is its two bytes of zero. */
const EMPTY_BYTES = 2;

/** Reads the annotations of a page. */
export function readAnnotations(
  pdfium: PdfiumExports,
  document: number,
  page: number,
): Annotations {
  const found: Annotations = { links: [], fields: [], drawn: false };
  const count = Math.min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS);
  if (count <= 0) return found;
  const reader = new AnnotationReader(pdfium, document);
  try {
    for (let index = 0; index < count; index++) {
      const annotation = pdfium.FPDFPage_GetAnnot(page, index);
      if (annotation === 0) continue;
      reader.read(annotation, found);
      pdfium.FPDFPage_CloseAnnot(annotation);
    }
  } finally {
    reader.free();
  }
  return found;
}

class AnnotationReader {
  readonly #pdfium: PdfiumExports;
  readonly #document: number;
  readonly #at: number;
  readonly #key: number;

  constructor(pdfium: PdfiumExports, document: number) {
    this.#pdfium = pdfium;
    this.#document = document;
    this.#at = pdfium.malloc(MAX_BYTES + 8);
    if (this.#at === 0) throw new RangeError('Cannot allocate "annotation": out of memory');
    this.#key = this.#at + MAX_BYTES;
  }

  read(annotation: number, found: Annotations): void {
    const subtype = this.#pdfium.FPDFAnnot_GetSubtype(annotation);
    if (DRAWN.has(subtype)) found.drawn = true;
    if (subtype === LINK) {
      const address = this.#address(annotation);
      if (address !== "") found.links.push(address);
    } else if (subtype === WIDGET) {
      const type = this.#text(annotation, "FT");
      if (type === "Tx" || type === "Ch") found.fields.push(this.#field(annotation));
    }
  }

  free(): void {
    this.#pdfium.free(this.#at);
  }

  #field(annotation: number): Field {
    const pdfium = this.#pdfium;
    const appearance = pdfium.FPDFAnnot_GetAP(annotation, NORMAL_APPEARANCE, this.#at, MAX_BYTES);
    const value = this.#text(annotation, "V").replace(/\s+/g, " ").trim();
    pdfium.FPDFAnnot_GetRect(annotation, this.#at);
    const [left, top, right, bottom] = new Float32Array(pdfium.memory.buffer, this.#at, 4);
    return { value, box: { left, top, right, bottom }, drawn: appearance > EMPTY_BYTES };
  }

  #address(annotation: number): string {
    const pdfium = this.#pdfium;
    const link = pdfium.FPDFAnnot_GetLink(annotation);
    const action = link === 0 ? 0 : pdfium.FPDFLink_GetAction(link);
    if (action === 0) return "";
    const bytes = pdfium.FPDFAction_GetURIPath(this.#document, action, this.#at, MAX_BYTES);
    return bytes > 1 && bytes <= MAX_BYTES ? this.#decode(bytes - 1, "utf-8") : "";
  }

  #text(annotation: number, key: string): string {
    const pdfium = this.#pdfium;
    new TextEncoder().encodeInto(
      `${key}\0`,
      new Uint8Array(pdfium.memory.buffer, this.#key, key.length + 1),
    );
    const bytes = pdfium.FPDFAnnot_GetStringValue(annotation, this.#key, this.#at, MAX_BYTES);
    return bytes > EMPTY_BYTES && bytes <= MAX_BYTES ? this.#decode(bytes - 2, "utf-16le") : "";
  }

  #decode(bytes: number, encoding: string): string {
    return new TextDecoder(encoding).decode(
      new Uint8Array(this.#pdfium.memory.buffer).slice(this.#at, this.#at + bytes),
    );
  }
}
