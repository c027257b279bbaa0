import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { MAX_CHARACTERS, MAX_PAGES } from "@/lib/extract/document/limits.ts";
import { isGarbled, lettersIn } from "@/lib/extract/document/readability.ts";
import { coverReason } from "@/lib/extract/pdf/cover.ts";
import { ligatureNames } from "@/lib/extract/pdf/ligature_names.ts";
import { linkedContacts } from "@/lib/extract/pdf/links.ts";
import { PdfDocument } from "@/lib/extract/pdf/pdf_document.ts";
import type { PageContext } from "@/lib/extract/pdf/page_glyphs.ts";
import { type PageReading, readPage } from "@/lib/extract/pdf/page_reading.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { hiddenText } from "@/lib/extract/pdf/sight/hidden_text.ts";

/** A page that shows a picture and says less than this is a scan with a stamp or a page number on it. */
const MIN_LETTERS = 50;
/** This many glyphs without letters, and as many as half of those with, are more than icons. */
const MIN_UNREAD = 20;

/**
 * Reads a PDF's text, leaving out what a person can't see.
 * @throws {ExtractionError} corrupt, encrypted, too_many_pages, too_much_text, or what a cover or an
 * empty form is
 */
export async function pdfText(
  pdfium: PdfiumExports,
  bytes: Uint8Array,
): Promise<DocumentText> {
  using document = new PdfDocument(pdfium, bytes);
  return documentText(pdfium, document.handle, await readPdf(pdfium, document.handle, bytes));
}

/**
 * Reads all pages of an open PDF.
 * @throws {ExtractionError} corrupt, too_many_pages, too_much_text
 */
export async function readPdf(
  pdfium: PdfiumExports,
  document: number,
  bytes: Uint8Array,
): Promise<PageReading[]> {
  const context = { mayHaveLayers: layerTest(bytes), ligatures: new Map<number, string>() };
  const pages = readPages(pdfium, document, context);
  const unmapped = pages.flatMap((page) => [...page.unmapped]);
  if (unmapped.length === 0) return pages;
  const ligatures = await ligatureNames(bytes);
  // To read a document again takes as long as the first time, and icons have no letters either.
  const areNamed = unmapped.some((code) => ligatures.has(code));
  return areNamed ? readPages(pdfium, document, { ...context, ligatures }) : pages;
}

function documentText(
  pdfium: PdfiumExports,
  document: number,
  pages: readonly PageReading[],
): DocumentText {
  const fields = pages.flatMap((page) => page.fields);
  const reason = coverReason({
    text: pages.map(({ text }) => text).join("\n"),
    pages: pages.length,
    attachments: pdfium.FPDFDoc_GetAttachmentCount(document),
    xfaPackets: pdfium.FPDF_GetXFAPacketCount(document),
    fields: fields.length,
    filled: fields.filter(({ value }) => value !== "").length,
  });
  if (reason !== null) throw new ExtractionError(reason);
  return joined(pages);
}

/** The pages, from 0, that only OCR can read: all where none has text. */
export function pagesForOcr(pages: readonly PageReading[]): number[] {
  const isBare = pages.every(({ text }) => text === "");
  return [...pages.keys()]
    .filter((index) => isBare || isGarbage(pages[index]) || isScan(pages[index]));
}

/** The pages' texts as one, but for those that only OCR can read. */
function joined(pages: readonly PageReading[]): DocumentText {
  const needsOcr = pagesForOcr(pages);
  const readable = pages.filter((_, index) => !needsOcr.includes(index));
  const text = readable.map((page) => page.text).filter((page) => page !== "").join("\n\n");
  const contacts = linkedContacts(readable.flatMap(({ links }) => links), text);
  return {
    text: text === "" ? "" : withContacts(text, contacts),
    headlines: readable[0] === pages[0] ? pages[0].headlines : [],
    ...hiddenText(readable.flatMap(({ hidden }) => hidden), text),
    needsOcr,
    unreadable: needsOcr.some((index) => isGarbage(pages[index])) ? "garbled" : "no_text",
  };
}

/** Contacts stand under the name, the first line: at the end they would be part of the last section. */
function withContacts(text: string, contacts: readonly string[]): string {
  if (contacts.length === 0) return text;
  const [first, ...rest] = text.split("\n");
  return [first, ...contacts, ...rest].join("\n");
}

function readPages(pdfium: PdfiumExports, document: number, context: PageContext): PageReading[] {
  const count = pdfium.FPDF_GetPageCount(document);
  if (count === 0) throw new ExtractionError("corrupt");
  if (count > MAX_PAGES) throw new ExtractionError("too_many_pages");
  const pages: PageReading[] = [];
  let room = MAX_CHARACTERS;
  for (let index = 0; index < count; index++) {
    const page = readPage(pdfium, document, { ...context, index, room });
    room -= page.characters;
    pages.push(page);
  }
  return pages;
}

function isGarbage({ text, unread }: PageReading): boolean {
  return isGarbled(text) || (unread >= MIN_UNREAD && unread > lettersIn(text) / 2);
}

function isScan({ text, isPicture }: PageReading): boolean {
  return isPicture && lettersIn(text) < MIN_LETTERS;
}

/** Tells, once it is asked, whether layers may be in a file: packed objects can't be searched. */
function layerTest(bytes: Uint8Array): () => boolean {
  let found: boolean | undefined;
  return () => {
    const file = () => new TextDecoder("latin1").decode(bytes);
    return found ??= /\/OC(?:G|Properties)\b|\/ObjStm\b/.test(file());
  };
}
