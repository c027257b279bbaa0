import { assertEquals } from "@std/assert";
import { htmlText } from "@/lib/extract/plain/html_text.ts";
import { plainText } from "@/lib/extract/plain/plain_text.ts";
import { rtfText } from "@/lib/extract/plain/rtf_text.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

Deno.test("plainText finds the encoding", () => {
  const cases: [number[], string][] = [
    [[0xc3, 0xa9], "é"],
    [[0xe9, 0x6e], "én"],
    [[0xef, 0xbb, 0xbf, 0x61], "a"],
    [[0xff, 0xfe, 0x61, 0x00], "a"],
    [[0xfe, 0xff, 0x00, 0x61], "a"],
  ];
  for (const [bytes, text] of cases) assertEquals(plainText(new Uint8Array(bytes)).text, text);
});

/** Source, text, hidden characters. */
const RTF: Record<string, [string, string, number]> = {
  "paragraphs and tabs": ["{\\rtf1 a\\tab b\\par\nc\\line d}", "a\tb\nc\nd", 0],
  "Unicode and its stand-in": ["{\\rtf1 \\u8211?x\\uc2\\u233\\'65\\'65y}", "–xéy", 0],
  "the document's code page": ["{\\rtf1\\ansicpg1251 \\'c0}", "А", 0],
  "no fonts, pictures, unknown destinations": [
    "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\*\\new x}{\\pict 00ff}a}",
    "a",
    0,
  ],
  "escaped marks": ["{\\rtf1 \\{a\\}\\\\}", "{a}\\", 0],
  "hidden text apart": ["{\\rtf1 a{\\v wizard}b\\v c\\v0 d}", "abd", 7],
};

for (const [what, [source, text, hidden]] of Object.entries(RTF)) {
  Deno.test(`rtfText keeps ${what}`, () => {
    assertEquals(rtfText(utf8(source)), { text, pages: 1, hidden });
  });
}

const HTML: Record<string, [string, string, number]> = {
  "blocks and breaks": ["<div>a</div><p>b<br>c</p>", "\na\n\nb\nc\n", 0],
  "lists and cells": ["<ul><li>a<li>b</ul><tr><td>c</td><td>d", "\n\n• a\n• b\n\nc\td", 0],
  "entities": ["a &amp; b &#233; &#xe9; &nope; &bull;", "a & b é é &nope; •", 0],
  "no scripts, styles or comments": [
    "<script>if (a < b) x()</script><style>p{}</style><!-- c --><b>d</b>",
    "d",
    0,
  ],
  "hidden elements apart": [
    '<p style="display: none">wizard<p>x</p></p><i hidden>y</i>z',
    "z",
    8,
  ],
};

for (const [what, [source, text, hidden]] of Object.entries(HTML)) {
  Deno.test(`htmlText keeps ${what}`, () => {
    assertEquals(htmlText(utf8(source)), { text, pages: 1, hidden });
  });
}
