import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { formDisposition, writeDisposition } from "@/lib/http/multipart/content_disposition.ts";

const bytes = (text: string) => {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
};

const FILES: [parameters: string, filename: string | null][] = [
  ["", null],
  ['; filename="cv.pdf"', "cv.pdf"],
  ["; filename=cv.pdf", "cv.pdf"],
  ['; FileName="cv.pdf"', "cv.pdf"],
  ['; filename=""', ""],
  [bytes('; filename="résumé 履歴.pdf"'), "résumé 履歴.pdf"],
  ['; filename="r\xe9sum\xe9 \x80.pdf"', "résumé €.pdf"],
  ['; filename="a\\"b;c.pdf"', 'a"b;c.pdf'],
  ['; filename="C:\\dir\\cv.pdf"', "C:\\dir\\cv.pdf"],
  ["; filename=\"cv.pdf\"; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf", "résumé.pdf"],
  ["; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf; filename=\"cv.pdf\"", "résumé.pdf"],
  ["; filename*=iso-8859-1'en'%A3%20rates.pdf; filename=x", "£ rates.pdf"],
  ["; filename*=UTF-8''%FF.pdf; filename=\"cv.pdf\"", "cv.pdf"],
  ["; filename*=no-such''x.pdf; filename=\"cv.pdf\"", "cv.pdf"],
  ['; filename*=broken; filename="cv.pdf"', "cv.pdf"],
];

Deno.test("formDisposition takes filename* before filename, and tells the bytes of names", () => {
  for (const [parameters, filename] of FILES) {
    const header = `form-data; name="files"${parameters}`;
    assertEquals(formDisposition(header), { name: "files", filename }, header);
  }
});

Deno.test("formDisposition is null for what is no form's part", () => {
  for (const header of ["", "attachment; filename=x", "form-data", "form-data; filename=x"]) {
    assertEquals(formDisposition(header), null, header);
  }
});

Deno.test("writeDisposition writes what formDisposition reads", () => {
  const names = fc.string({ unit: "grapheme" }).filter((name) => !/[\r\n]/.test(name));
  fc.assert(fc.property(names, fc.option(names), (name, filename) => {
    assertEquals(formDisposition(writeDisposition({ name, filename })), { name, filename });
  }));
  assertEquals(writeDisposition({ name: "a\r\nb", filename: null }), 'form-data; name="a__b"');
});

Deno.test("formDisposition takes no longer for what is meant to hold it up", () => {
  for (const text of ["\\", "\\\\", '"', ";", " ", "a", "=", ";a", '\\"']) {
    formDisposition(`form-data; name="${text.repeat(16_000)}`);
    formDisposition(`form-data; name="x"; filename=${text.repeat(16_000)}`);
  }
});
