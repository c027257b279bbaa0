import { assert, assertEquals } from "@std/assert";
import { attachment } from "@/lib/http/attachment.ts";

const cases: [name: string, ascii: string, encoded: string][] = [
  ["cv.pdf", "cv.pdf", "cv.pdf"],
  ["Zoë Müller.pdf", "Zo_ M_ller.pdf", "Zo%C3%AB%20M%C3%BCller.pdf"],
  ["履歴書.docx", "___.docx", "%E5%B1%A5%E6%AD%B4%E6%9B%B8.docx"],
  ["O'Neil (1).txt", "O'Neil (1).txt", "O%27Neil%20%281%29.txt"],
  ['a";x="b\r\nset-cookie: c.pdf', "a_;x=_bset-cookie_ c.pdf", "a_%3Bx%3D_bset-cookie_%20c.pdf"],
  ["../../etc/passwd", "__.._etc_passwd", "__.._etc_passwd"],
  ["100%25.pdf", "100_25.pdf", "100%2525.pdf"],
  ["cv\u202efdp.exe", "cvfdp.exe", "cvfdp.exe"],
  ["\ud800.pdf", "_.pdf", "%EF%BF%BD.pdf"],
  ["", "file", "file"],
];

for (const [name, ascii, encoded] of cases) {
  Deno.test(`attachment names ${JSON.stringify(name)} twice`, () => {
    const header = attachment(name);
    assertEquals(header, `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
    new Headers({ "content-disposition": header });
  });
}

Deno.test("attachment keeps the ending of a long name", () => {
  const header = attachment("x".repeat(5000) + ".pdf");
  assert(header.length < 500 && header.includes('.pdf";'));
});
