import { assertEquals } from "@std/assert";
import { fileKind } from "@/lib/extract/document/file_kind.ts";
import type { FileKind } from "@/lib/wire/file_kinds.ts";

const OLE = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/** UTF-16 without its mark, each byte as a character. */
function utf16(text: string, bigEndian = false): string {
  const bytes = [...text].map((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]);
  return String.fromCharCode(...bytes.flatMap((pair) => bigEndian ? pair.toReversed() : pair));
}

const CASES: [name: string, head: string, kind: FileKind | null][] = [
  ["cv.pdf", "%PDF-1.7", "pdf"],
  ["cv.docx", "\r\n%PDF-1.4", "pdf"],
  ["cv.pdf", "", "pdf"],
  ["cv.bin", `${"\x00".repeat(1019)}%PDF-`, "pdf"],
  ["cv.bin", `${"\x00".repeat(1020)}%PDF-`, null],
  ["cv.htm", "Jane", "html"],
  ["cv.pdf", "Jane Smith", "txt"],
  ["cv.docx", "Jane Smith", "txt"],
  ["cv.doc", "Jane Smith", "txt"],
  ["cv.pdf", "1 0 obj\n<</Type/Catalog>>\nendobj", "pdf"],
  ["cv.pdf", "\x00\x01\x02", "pdf"],
  ["cv.pdf", "\x89PNG\r\n\x1a\n", "png"],
  ["cv.png", "\x89PNG", null],
  ["cv.heic", "\xff\xd8\xff\xe0", "jpeg"],
  ["cv", "II*\0", "tiff"],
  ["cv", "MM\0*", "tiff"],
  ["cv.tif", "II+\0", null],
  ["cv.jpg", "RIFF\0\x01\0\0WEBPVP8L", "webp"],
  ["cv.webp", "RIFF\0\x01\0\0WAVEfmt ", null],
  ["cv.DOCX", "PK\x03\x04", "docx"],
  ["cv", "PK\x03\x04......word/document.xml", "docx"],
  ["cv.xlsx", "PK\x03\x04......xl/workbook.xml", null],
  ["cv.docm", `PK\x03\x04${"\x00".repeat(26)}_rels/.rels`, "docx"],
  ["cv.pdf", `PK\x03\x04${"\x00".repeat(26)}[Content_Types].xml`, "docx"],
  ["cv.txt", `PK\x03\x04${"\x00".repeat(26)}docProps/app.xml......word/document.xml`, "docx"],
  ["cv.docx", `PK\x03\x04${"\x00".repeat(26)}photo.pdf%PDF-1.7`, "docx"],
  ["cv.pptx", `PK\x03\x04${"\x00".repeat(26)}[Content_Types].xml`, null],
  ["cv.pages", "PK\x03\x04......", "pages"],
  ["cv", "PK\x03\x04......Index/Document.iwa", "pages"],
  ["cv.key", "PK\x03\x04......Index/Document.iwa", null],
  ["cv.zip", "PK\x03\x04......cv.txt", null],
  ["cv.docx", OLE.slice(0, 4), "docx"],
  ["cv.doc", OLE, "doc"],
  ["cv.pdf", OLE, "doc"],
  ["cv.XLS", OLE, null],
  ["cv.doc", OLE.slice(0, 4), null],
  ["cv.doc", "%PDF-1.4", "pdf"],
  ["cv.doc", "\r\n{\\rtf1 hello}", "rtf"],
  ["cv.doc", "<html xmlns:w='urn:x'><body>", "html"],
  ["cv.doc", "\xef\xbb\xbf<?xml version='1.0'?>\r\n<!-- a -->\n<html>", "html"],
  ["cv.doc", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "html"],
  ["cv.doc", "<div class=x><p>Jane", "html"],
  ["cv.doc", "<?xml version='1.0'?><?mso-application progid='x'?>\n<w:wordDocument >", "docx"],
  ["cv.doc", utf16("<html><body>Jane"), "html"],
  ["cv.txt", utf16("Jane Smith\n"), "txt"],
  ["cv.txt", utf16("Јане Смит\n", true), "txt"],
  ["cv", utf16("Jane Smith", true), "txt"],
  ["cv.txt", "\x1b$B;3ED\x1b(B", "txt"],
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
