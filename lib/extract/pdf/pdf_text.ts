import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { MAX_CHARACTERS, MAX_PAGES } from "@/lib/extract/document/limits.ts";
import { isGarbled } from "@/lib/extract/document/readability.ts";
import { coverReason } from "@/lib/extract/pdf/cover.ts";
import { ligatureNames } from "@/lib/extract/pdf/ligature_names.ts";
import { linkedContacts } from "@/lib/extract/pdf/links.ts";
import type { PageContext } from "@/lib/extract/pdf/page_glyphs.ts";
import { type PageReading, readPage } from "@/lib/extract/pdf/page_reading.ts";
import type { PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { hiddenText } from "@/lib/extract/pdf/sight/hidden_text.ts";

const PASSWORD_NEEDED = 4;
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
  const data = pdfium.malloc(bytes.length);
  if (data === 0) throw new ExtractionError("out_of_memory");
  new Uint8Array(pdfium.memory.buffer).set(bytes, data);
  try {
    const document = pdfium.FPDF_LoadMemDocument(data, bytes.length, 0);
    if (document === 0) {
      const encrypted = pdfium.FPDF_GetLastError() === PASSWORD_NEEDED;
      throw new ExtractionError(encrypted ? "encrypted" : "corrupt");
    }
    try {
      return await documentText(pdfium, document, bytes);
    } finally {
      pdfium.FPDF_CloseDocument(document);
    }
  } finally {
    pdfium.free(data);
  }
}

async function documentText(
  pdfium: PdfiumExports,
  document: number,
  bytes: Uint8Array,
): Promise<DocumentText> {
  const context = { mayHaveLayers: layerTest(bytes), ligatures: new Map<number, string>() };
  let pages = readPages(pdfium, document, context);
  if (pages.some(({ unread }) => unread > 0)) {
    const ligatures = await ligatureNames(bytes);
    if (ligatures.size > 0) pages = readPages(pdfium, document, { ...context, ligatures });
  }
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

/** The pages' texts as one, but for those that only OCR can read: all where none has text. */
function joined(pages: readonly PageReading[]): DocumentText {
  const garbled = pages.map(isGarbage);
  const isBare = pages.every(({ text }) => text === "");
  const needsOcr = [...pages.keys()]
    .filter((index) => isBare || garbled[index] || isScan(pages[index]));
  const readable = pages.filter((_, index) => !needsOcr.includes(index));
  const text = readable.map((page) => page.text).filter((page) => page !== "").join("\n\n");
  const contacts = linkedContacts(readable.flatMap(({ links }) => links), text);
  return {
    text: text === "" ? "" : withContacts(text, contacts),
    headlines: readable[0] === pages[0] ? pages[0].headlines : [],
    ...hiddenText(readable.flatMap(({ hidden }) => hidden), text),
    needsOcr,
    unreadable: garbled.includes(true) ? "garbled" : "no_text",
  };
}

/** Contacts stand under the name, the first line: at the end they would be part of the last section. */
function withContacts(text: string, contacts: readonly string[]): string {
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

function lettersIn(text: string): number {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
}

/** Tells, once it is asked, whether layers may be in a file: packed objects can't be searched. */
function layerTest(bytes: Uint8Array): () => boolean {
  let found: boolean | undefined;
  return () => {
    const file = () => new TextDecoder("latin1").decode(bytes);
    return found ??= /\/OC(?:G|Properties)\b|\/ObjStm\b/.test(file());
  };
}
