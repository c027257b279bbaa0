import { assertEquals, assertThrows } from "@std/assert";
import { encapsulatedHtml } from "@/lib/extract/container/mapi/encapsulated_html.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

const HEAD = "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}" +
  "{\\f1\\fcharset204 Arial;}{\\f2\\fcharset128 Arial;}}{\\colortbl\\red0;}{\\*\\generator x;}";
const pageOf = (rtf: string) => encapsulatedHtml(new TextEncoder().encode(rtf));

const PAGES: Record<string, [rtf: string, html: string]> = {
  "tags and the text between them": [
    "{\\*\\htmltag64 <p>}Anna{\\*\\htmltag72 </p>}",
    "<p>Anna</p>",
  ],
  "nothing that is for readers of RTF": [
    "\\htmlrtf {\\b \\htmlrtf0 Anna\\htmlrtf }\\htmlrtf0 , baker\\htmlrtf \\par wizard\\htmlrtf0 .",
    "Anna, baker.",
  ],
  "nothing of what else is optional, and of pictures": [
    '{\\*\\mhtmltag64 <a href="cid">}{\\*\\unknown wizard}{\\pict 00ff}{\\info{\\title x}}Anna',
    "Anna",
  ],
  "braces, lines and tabs": [
    "{\\*\\htmltag241 a\\{color:red\\}\\par\\tab }Anna\\line x",
    "a{color:red}\r\n\tAnna\r\nx",
  ],
  "marks of text as entities, and not those of source": [
    "\\lquote a\\rquote\\~\\endash\\_{\\*\\htmltag84 \\endash &amp;}",
    "&lsquo;a&rsquo;&nbsp;&ndash;&shy;&amp;",
  ],
  "letters by the code pages of the file and of fonts": [
    "\\'c5sa {\\f1\\'cc\\'e8\\f2\\'83A} \\uc1\\u23665?\\uc2\\u-10179??\\u-8704??!",
    "Åsa Миア 山\u{1f600}!",
  ],
};

for (const [what, [rtf, html]] of Object.entries(PAGES)) {
  Deno.test(`encapsulatedHtml gives ${what}`, () => {
    assertEquals(pageOf(`${HEAD}${rtf}}`), html);
  });
}

Deno.test("encapsulatedHtml finds no page in other RTF", () => {
  const others = [
    "{\\rtf1\\ansi\\fromtext \\deff0 Anna}",
    "{\\rtf1\\ansi Anna \\fromhtml1}",
    "{\\rtf1\\ansi{\\*\\htmltag64 <p>}Anna}",
  ];
  for (const rtf of others) assertEquals(pageOf(rtf), null);
});

Deno.test("encapsulatedHtml refuses groups nested too deep", () => {
  const error = assertThrows(() => pageOf(`${HEAD}${"{a".repeat(100_000)}`), ExtractionError);
  assertEquals(error.reason, "corrupt");
});
