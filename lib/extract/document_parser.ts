import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { ExtractionError, type ExtractionReason } from "@/lib/extract/document/extraction_error.ts";
import type { FileKind } from "@/lib/wire/file_kinds.ts";
import { hiddenQuote } from "@/lib/extract/document/hidden_quote.ts";
import { MAX_CHARACTERS, MAX_OCR_PAGES } from "@/lib/extract/document/limits.ts";
import type { ColorPicture } from "@/lib/extract/document/color_picture.ts";
import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";
import { type DrawnSize, pagePicture } from "@/lib/extract/pdf/page_picture.ts";
import { pdfText } from "@/lib/extract/pdf/pdf_text.ts";
import { loadPdfium, MAX_WASM_BYTES, type PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { docText } from "@/lib/extract/doc/doc_text.ts";
import { docxText, wordXmlText } from "@/lib/extract/office/docx_text.ts";
import { odtText } from "@/lib/extract/office/odt_text.ts";
import { pagesPreview } from "@/lib/extract/office/pages_preview.ts";
import { ZipArchive } from "@/lib/extract/office/zip_archive.ts";
import { zipKind } from "@/lib/extract/office/zip_kind.ts";
import { htmlText } from "@/lib/extract/plain/html_text.ts";
import { rtfText } from "@/lib/extract/plain/rtf_text.ts";
import { isPicture, type PictureKind } from "@/lib/extract/picture/picture_kind.ts";
import { PICTURE_READERS } from "@/lib/extract/picture/picture_pages.ts";
import { greyTile, type PicturePage } from "@/lib/extract/picture/picture_page.ts";
import { picturePdf } from "@/lib/extract/picture/picture_pdf.ts";
import { plainText } from "@/lib/extract/plain/plain_text.ts";
import type { LineBoxes } from "@/lib/extract/view/line_boxes.ts";
import type { PagedKind } from "@/lib/extract/view/paged_kind.ts";
import { pagePlaces, pageView, pdfOf } from "@/lib/extract/view/page_view.ts";

/** What a document came to. */
export interface DocumentAnswer {
  text: string;
  /** The first words that a person can't see, which are not in `text`; null where all can be seen. */
  hidden: string | null;
  /** The lines of the first page that are set largest, largest first. */
  headlines: string[];
  /** Why there is no text, or null. */
  reason: ExtractionReason | null;
  /**
   * The first pages, from 0, that only OCR can read, MAX_OCR_PAGES at most. `text` has what the others
   * say; where they say nothing, `reason` is what holds without OCR.
   */
  needs_ocr: number[];
  /** There are more of them, which are not read. */
  ocr_cut: boolean;
  /** The parser may be in any state: take a new one. */
  broken: boolean;
  /** The parser's own memory in bytes; it never shrinks. */
  memory: number;
}

/** A few stray invisible letters are a slip of a word processor, not a trick. */
const MIN_HIDDEN = 3;

type Bytes = Uint8Array<ArrayBuffer>;
type Reader = (bytes: Bytes, pdfium: PdfiumExports) => DocumentText | Promise<DocumentText>;

const READERS: Record<FileKind, Reader> = {
  pdf: (bytes, pdfium) => pdfText(pdfium, bytes),
  docx: wordText,
  doc: docText,
  odt: zipText,
  pages: zipText,
  rtf: rtfText,
  html: htmlText,
  png: pictureText("png"),
  jpeg: pictureText("jpeg"),
  tiff: pictureText("tiff"),
  webp: pictureText("webp"),
  txt: plainText,
};

/** What a zip is, its directory says, which lies at its end: the upload could only guess. */
async function zipText(bytes: Uint8Array, pdfium: PdfiumExports): Promise<DocumentText> {
  const archive = await ZipArchive.open(bytes);
  switch (zipKind(archive.names())) {
    case "docx":
      return await docxText(archive);
    case "odt":
      return await odtText(archive);
    case "pages":
      return await pdfText(pdfium, await pagesPreview(archive));
    case null:
      throw new ExtractionError("unsupported");
  }
}

/** A Word document is a zip or one file of XML; with a password, it lies in a container of Word 97. */
async function wordText(bytes: Uint8Array, pdfium: PdfiumExports): Promise<DocumentText> {
  if (bytes[0] === 0x50) return await zipText(bytes, pdfium);
  if (bytes[0] !== 0xd0) return wordXmlText(bytes);
  try {
    return docText(bytes);
  } catch (error) {
    const unknown = error instanceof ExtractionError && error.reason === "corrupt";
    throw unknown ? new ExtractionError("encrypted") : error;
  }
}

/** A picture has no text of its own: all its pages are for OCR. */
function pictureText(kind: PictureKind): Reader {
  return (bytes) => {
    const pages = PICTURE_READERS[kind].pages(bytes);
    return { text: "", hidden: 0, needsOcr: Array.from({ length: pages }, (_, page) => page) };
  };
}

/** A page as OCR gets it. */
export interface DrawnPage extends ParserState {
  /** Null where it can't be drawn. */
  picture: GreyPicture | null;
}

/** What a parser says beside its answer. */
interface ParserState {
  /** Why there is no answer, or null. */
  reason: ExtractionReason | null;
  broken: boolean;
  memory: number;
}

/** A page as a person sees it. */
export interface ViewedPage extends ParserState {
  /** Null where it can't be drawn, or there is no such page. */
  picture: ColorPicture | null;
}

/** Where lines of a text stand. */
export interface PlacedLines extends ParserState {
  /** Null where it can't be told. */
  found: LineBoxes | null;
}

/** Reads documents of all kinds; never throws. */
export class DocumentParser {
  readonly #pdfium: PdfiumExports;

  private constructor(pdfium: PdfiumExports) {
    this.#pdfium = pdfium;
  }

  static async load(pdfium: WebAssembly.Module): Promise<DocumentParser> {
    return new DocumentParser(await loadPdfium(pdfium));
  }

  async parse(kind: FileKind, bytes: Bytes): Promise<DocumentAnswer> {
    try {
      const found = await READERS[kind](bytes, this.#pdfium);
      const text = tidy(found.text);
      if (text.length > MAX_CHARACTERS) throw new ExtractionError("too_much_text");
      const reason = text === "" ? found.unreadable ?? "no_text" : null;
      const hidden = found.hidden >= MIN_HIDDEN ? hiddenQuote(found.hiddenText ?? "") : null;
      const headlines = found.headlines ?? [];
      const needs_ocr = [...found.needsOcr ?? []].slice(0, MAX_OCR_PAGES);
      const ocr_cut = (found.needsOcr?.length ?? 0) > MAX_OCR_PAGES;
      return this.#answer({ text, hidden, headlines, reason, needs_ocr, ocr_cut, broken: false });
    } catch (error) {
      const nothing = { text: "", hidden: null, headlines: [], needs_ocr: [], ocr_cut: false };
      return this.#answer({ ...nothing, ...this.#fault(error) });
    }
  }

  /** Takes the text that OCR made of a document as if it had been read here; never throws. */
  take(found: string, hidden: string | null): DocumentAnswer {
    const text = tidy(found.slice(0, MAX_CHARACTERS));
    const reason = text === "" ? "no_words" : null;
    const nothing = { headlines: [], needs_ocr: [], ocr_cut: false };
    return this.#answer({ ...nothing, text, hidden, reason, broken: false });
  }

  /** Draws a page, from 0, in grey; never throws. */
  async draw(kind: FileKind, bytes: Bytes, page: number): Promise<DrawnPage> {
    const { value, fault } = await this.#try(async () =>
      isPicture(kind)
        ? await this.#drawPicture(kind, bytes, page)
        : pagePicture(this.#pdfium, await pdfOf(kind, bytes), { index: page, drawn: "page" })
    );
    return { ...fault, picture: value };
  }

  /** Draws a page, from 0, in colour; never throws. */
  async view(
    kind: PagedKind,
    bytes: Bytes,
    asked: { page: number; width: number },
  ): Promise<ViewedPage> {
    const state = await this.#try(() => pageView(this.#pdfium, kind, bytes, asked));
    return { ...state.fault, picture: state.value };
  }

  /** Finds lines of a document's text on its pages; never throws. */
  async places(
    kind: PagedKind,
    bytes: Bytes,
    asked: { text: string; lines: readonly number[] },
  ): Promise<PlacedLines> {
    const state = await this.#try(() => pagePlaces(this.#pdfium, kind, bytes, asked));
    return { ...state.fault, found: state.value };
  }

  async #try<T>(work: () => Promise<T>): Promise<{ value: T | null; fault: ParserState }> {
    const memory = () => this.#pdfium.memory.buffer.byteLength;
    try {
      const value = await work();
      return { value, fault: { reason: null, broken: false, memory: memory() } };
    } catch (error) {
      return { value: null, fault: { ...this.#fault(error), memory: memory() } };
    }
  }

  async #drawPicture(kind: PictureKind, bytes: Bytes, index: number): Promise<GreyPicture> {
    const draw = (page: PicturePage, drawn: DrawnSize) =>
      pagePicture(this.#pdfium, picturePdf(page), { index: 0, drawn });
    const page = await PICTURE_READERS[kind].page(bytes, index);
    if (page.tiles.length === 1) return draw(page, "page");
    // Made smaller one by one, tiles would not meet.
    const { width, height, pixels } = draw({ ...page, orientation: 1 }, "exact");
    const tiles = [greyTile(width, height, pixels)];
    return draw({ width, height, orientation: page.orientation, tiles }, "page");
  }

  #answer(answer: Omit<DocumentAnswer, "memory">): DocumentAnswer {
    return { ...answer, memory: this.#pdfium.memory.buffer.byteLength };
  }

  #fault(error: unknown): { reason: ExtractionReason; broken: boolean } {
    if (error instanceof ExtractionError) return { reason: error.reason, broken: false };
    const full = this.#pdfium.memory.buffer.byteLength > MAX_WASM_BYTES / 2;
    return { reason: full ? "out_of_memory" : "corrupt", broken: true };
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
