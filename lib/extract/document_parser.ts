import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { ExtractionError, type ExtractionReason } from "@/lib/extract/document/extraction_error.ts";
import type { FileKind } from "@/lib/wire/file_kinds.ts";
import { MAX_CHARACTERS } from "@/lib/extract/document/limits.ts";
import { pdfText } from "@/lib/extract/pdf/pdf_text.ts";
import { loadPdfium, MAX_WASM_BYTES, type PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { docxText } from "@/lib/extract/office/docx_text.ts";
import { odtText } from "@/lib/extract/office/odt_text.ts";
import { htmlText } from "@/lib/extract/plain/html_text.ts";
import { rtfText } from "@/lib/extract/plain/rtf_text.ts";
import { plainText } from "@/lib/extract/plain/plain_text.ts";

interface Answer extends DocumentText {
  reason: ExtractionReason | null;
  broken: boolean;
}

type Reader = (bytes: Uint8Array, pdfium: PdfiumExports) => DocumentText | Promise<DocumentText>;

const READERS: Record<FileKind, Reader> = {
  pdf: (bytes, pdfium) => pdfText(pdfium, bytes),
  docx: docxText,
  odt: odtText,
  rtf: rtfText,
  html: htmlText,
  txt: plainText,
};

/** Reads documents of all kinds; answers with the bytes of a reply and never throws. */
export class DocumentParser {
  readonly #pdfium: PdfiumExports;

  private constructor(pdfium: PdfiumExports) {
    this.#pdfium = pdfium;
  }

  static async load(pdfium: WebAssembly.Module): Promise<DocumentParser> {
    return new DocumentParser(await loadPdfium(pdfium));
  }

  /** The reply to being loaded. */
  greeting(): Uint8Array<ArrayBuffer> {
    return this.#encode({ text: "", hidden: 0, reason: null, broken: false });
  }

  async parse(kind: FileKind, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const found = await READERS[kind](bytes, this.#pdfium);
      const text = tidy(found.text);
      if (text.length > MAX_CHARACTERS) throw new ExtractionError("too_much_text");
      const reason = text === "" ? "no_text" : null;
      return this.#encode({ ...found, text, reason, broken: false });
    } catch (error) {
      return this.#encode({ text: "", hidden: 0, ...this.#fault(error) });
    }
  }

  #fault(error: unknown): { reason: ExtractionReason; broken: boolean } {
    if (error instanceof ExtractionError) return { reason: error.reason, broken: false };
    const full = this.#pdfium.memory.buffer.byteLength > MAX_WASM_BYTES / 2;
    return { reason: full ? "out_of_memory" : "corrupt", broken: true };
  }

  #encode(answer: Answer): Uint8Array<ArrayBuffer> {
    const { text, ...head } = answer;
    const memory = this.#pdfium.memory.buffer.byteLength;
    const encoder = new TextEncoder();
    const start = encoder.encode(JSON.stringify({ ...head, memory }));
    const body = encoder.encode(text);
    const reply = new Uint8Array(2 + start.length + body.length);
    new DataView(reply.buffer).setUint16(0, start.length, true);
    reply.set(start, 2);
    reply.set(body, 2 + start.length);
    return reply;
  }
}

// Tried only where blanks begin: from inside a long run it would be scanned again and again.
const TRAILING = /(?<![ \t\u00a0])[ \t\u00a0]+\n/g;

/** One kind of line end, no control characters, no trailing blanks, at most one empty line. */
function tidy(text: string): string {
  return text.toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085\f\v]/g, "\n")
    .replace(/[^\P{Cc}\t\n]|[\ufeff\u200b]/gu, "")
    .replace(TRAILING, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
