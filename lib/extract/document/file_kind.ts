import { latin1 } from "@/lib/bytes.ts";
import { isBinary, looksUtf16 } from "@/lib/extract/document/text_bytes.ts";
import { type FileKind, KINDS, rowOf } from "@/lib/wire/file_kinds.ts";

/** How many of a file's first bytes `fileKind` looks at. */
export const HEAD_BYTES = 4096;

const BY_EXTENSION = new Map(
  KINDS.filter((kind) => !rowOf(kind).picture)
    .flatMap((kind) => rowOf(kind).extensions.map((extension) => [extension, kind])),
);

const ZIP = "PK\x03\x04";
const OLE = "\xd0\xcf\x11\xe0";
/** Archives, programs, other pictures: what they are called doesn't matter. */
const UNREADABLE = [
  "\x89PNG",
  "\xff\xd8\xff",
  "GIF8",
  "Rar!",
  "7z\xbc\xaf",
  "\x1f\x8b",
  "MZ",
  "\x7fELF",
];
/** Sheets, slides and mails lie in the same container as documents of Word 97. */
const OTHER_OLE = new Set(["xls", "xlt", "ppt", "pps", "msg", "msi", "mpp", "pub", "vsd", "wps"]);
/** Sheets and slides of Office and of Apple lie in zips that begin as those of documents do. */
const OTHER_ZIP = new Set(["xlsx", "xlsm", "pptx", "ppsx", "key", "numbers", "ods", "odp", "zip"]);
/** Names of their entries; shorter ones could stand in packed bytes by chance. */
const OTHER_OFFICE = /\b(?:xl\/(?:workbook|worksheets|_rels)|ppt\/(?:presentation|slides|_rels))/;
const ODT_TYPE = "mimetypeapplication/vnd.oasis.opendocument.text";
/** A page that begins without its first element, as editors and mail programs save them. */
const HTML =
  /^(?:<[?!][^>]{0,500}>\s{0,99}){0,9}<(?:html|head|body|meta|title|style|div|table|h[1-6]|p|span|font|center|ul)[\s>]/i;
const HTML_TYPE = /^<!doctype\s+html/i;
/** A Word document as one file of XML (Word 2003, and "flat OPC"). */
const WORD_XML = /^<\?xml[^]{0,2000}?<(?:\w{1,9}:wordDocument|pkg:package)[\s>]/;
/** A page with its pictures in one file, as Word and browsers save it. */
const MHT = /^(?:[\w-]{1,40}:[^]{0,2000}?\n)?content-type:\s{0,9}multipart\/related/i;
/** What stands in a PDF between its streams. */
const PDF_SOURCE = /\d obj\b|\bendobj\b|\bstartxref\b/;

/** "%PDF-" */
const PDF_MARK = [0x25, 0x50, 0x44, 0x46, 0x2d];

/**
 * Says what a file is by its first bytes and, where they don't tell, by its name.
 * @returns null for what can't be read: refuse it at upload
 */
export function fileKind(name: string, head: Uint8Array): FileKind | null {
  if (isPlainPdf(head)) return "pdf";
  const ending = /\.([a-z]+)$/i.exec(name)?.[1].toLowerCase() ?? "";
  const named = BY_EXTENSION.get(ending) ?? null;
  const bytes = head.subarray(0, HEAD_BYTES);
  const start = latin1(bytes);
  if (start.startsWith(ZIP)) return zipKind(start, ending, named);
  // Word locks a document by a password in a container of old.
  if (named === "docx" && start.startsWith(OLE)) return "docx";
  const marked = KINDS.find((kind) => rowOf(kind).mark?.test(start));
  if (marked === "doc") return OTHER_OLE.has(ending) ? null : "doc";
  if (marked !== undefined) return marked;
  if (UNREADABLE.some((mark) => start.startsWith(mark))) return null;
  const utf16 = looksUtf16(bytes);
  if (utf16 === null && isBinary(bytes)) return named === "pdf" ? "pdf" : null;
  const text = utf16 === null ? start : new TextDecoder(utf16).decode(bytes);
  return textKind(text.replace(/^(?:\xef\xbb\xbf|\ufeff)/, "").trimStart(), name, named);
}

/** Whether a PDF begins with its mark, as most do and nothing else. */
export function isPlainPdf(head: Uint8Array): boolean {
  return PDF_MARK.every((byte, at) => head[at] === byte);
}

/** Text is text whatever it is called, if it has a name that documents have. */
function textKind(text: string, name: string, named: FileKind | null): FileKind | null {
  if (WORD_XML.test(text)) return "docx";
  if (HTML_TYPE.test(text) || HTML.test(text) || MHT.test(text)) return "html";
  if (named === "pdf" && (text === "" || PDF_SOURCE.test(text))) return "pdf";
  if (named === null && name.includes(".")) return null;
  return named === "html" ? "html" : "txt";
}

/** The directory at its end says what a zip is; its first entries mostly do. */
function zipKind(start: string, ending: string, named: FileKind | null): FileKind | null {
  // ODF puts its type first, uncompressed; the name of the first entry starts at byte 30.
  if (start.startsWith(ODT_TYPE, 30)) return "odt";
  if (start.startsWith("mimetype", 30)) return named === "odt" ? "odt" : null;
  if (start.includes("word/")) return "docx";
  if (OTHER_OFFICE.test(start) || OTHER_ZIP.has(ending)) return null;
  if (named === "docx" || named === "odt" || named === "pages") return named;
  if (/\[Content_Types\]\.xml|_rels\/\.rels|docProps\//.test(start)) return "docx";
  return /QuickLook\/|Index\/|Index\.zip/.test(start) ? "pages" : null;
}
