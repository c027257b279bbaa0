import { assertEquals } from "@std/assert";
import { fileKind } from "@/lib/extract/document/file_kind.ts";
import type { FileKind } from "@/lib/wire/file_kinds.ts";

const CASES: [name: string, head: string, kind: FileKind | null][] = [
  ["cv.pdf", "%PDF-1.7", "pdf"],
  ["cv.docx", "\r\n%PDF-1.4", "pdf"],
  ["cv.pdf", "", "pdf"],
  ["cv.bin", `${"\x00".repeat(1019)}%PDF-`, "pdf"],
  ["cv.bin", `${"\x00".repeat(1020)}%PDF-`, null],
  ["cv.htm", "Jane", "html"],
  ["cv.pdf", "hello", "pdf"],
  ["cv.pdf", "\x00\x01\x02", "pdf"],
  ["cv.pdf", "\x89PNG\r\n\x1a\n", null],
  ["cv.DOCX", "PK\x03\x04", "docx"],
  ["cv", "PK\x03\x04......word/document.xml", "docx"],
  ["cv.xlsx", "PK\x03\x04......xl/workbook.xml", null],
  ["cv.docx", "\xd0\xcf\x11\xe0", "docx"],
  ["cv.doc", "\xd0\xcf\x11\xe0", null],
  [
    "cv",
    `PK\x03\x04${"\x00".repeat(26)}mimetypeapplication/vnd.oasis.opendocument.textPK`,
    "odt",
  ],
  ["cv.epub", `PK\x03\x04${"\x00".repeat(26)}mimetypeapplication/epub+zip`, null],
  ["cv.doc", "{\\rtf1 hello}", "rtf"],
  ["cv.txt", "<!DOCTYPE html><p>", "html"],
  ["cv.txt", "\xff\xfeh\x00i\x00", "txt"],
  ["cv.md", "# Jane", "txt"],
  ["cv.md", "a\x00b", null],
  ["README", "Jane", "txt"],
  ["cv.exe", "MZ\x90", null],
  ["cv.jpeg", "Jane", null],
  ["cv.txt", "M\xfcller", "txt"],
];

Deno.test("fileKind goes by the bytes first, then by the name", () => {
  for (const [name, head, kind] of CASES) {
    const bytes = Uint8Array.from(head, (character) => character.charCodeAt(0));
    assertEquals([name, head, fileKind(name, bytes)], [name, head, kind]);
  }
});
