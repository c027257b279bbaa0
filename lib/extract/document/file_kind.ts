import { type FileKind, KINDS, rowOf } from "@/lib/wire/file_kinds.ts";

/** How many of a file's first bytes `fileKind` looks at. */
export const HEAD_BYTES = 4096;

const BY_EXTENSION = new Map(
  KINDS.flatMap((kind) => rowOf(kind).extensions.map((extension) => [extension, kind])),
);

/** Pictures, archives, programs: what they are called doesn't matter. */
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
/** Office files of before 2007, and DOCX files with a password. */
const OLE = "\xd0\xcf\x11\xe0";
const ODT_TYPE = "mimetypeapplication/vnd.oasis.opendocument.text";

/**
 * Says what a file is by its first bytes and, where they don't tell, by its name.
 * @returns null for what can't be read: refuse it at upload
 */
export function fileKind(name: string, head: Uint8Array): FileKind | null {
  const named = BY_EXTENSION.get(/\.([a-z]+)$/i.exec(name)?.[1].toLowerCase() ?? "") ?? null;
  const start = latin1(head.subarray(0, HEAD_BYTES));
  const marked = KINDS.find((kind) => rowOf(kind).mark?.test(start));
  if (marked !== undefined) return marked;
  if (start.startsWith("PK\x03\x04")) return zipKind(start, named);
  if (hasByteOrderMark(start)) return named === "html" ? "html" : "txt";
  if (start.startsWith(OLE)) return named === "docx" ? "docx" : null;
  if (UNREADABLE.some((mark) => start.startsWith(mark))) return null;
  if (isBinary(start)) return named === "pdf" ? "pdf" : null;
  if (/^\s*(?:<!doctype html|<html)/i.test(start)) return "html";
  return named ?? (name.includes(".") ? null : "txt");
}

function zipKind(start: string, named: FileKind | null): FileKind | null {
  // ODF puts its type first, uncompressed; the name of the first entry starts at byte 30.
  if (start.startsWith(ODT_TYPE, 30)) return "odt";
  if (start.startsWith("mimetype", 30)) return named === "odt" ? "odt" : null;
  return named === "docx" || named === "odt" || start.includes("word/") ? named ?? "docx" : null;
}

/** Names like the BOMs of UTF-8 and UTF-16. */
function hasByteOrderMark(start: string): boolean {
  return ["\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"].some((mark) => start.startsWith(mark));
}

/** Control characters that no text has. */
function isBinary(start: string): boolean {
  return /[^\P{Cc}\t\n\v\f\r\u0080-\u009f]/u.test(start);
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
