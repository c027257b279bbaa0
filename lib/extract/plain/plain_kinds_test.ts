import { assertEquals, assertThrows } from "@std/assert";
import { existsSync } from "node:fs";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
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
    assertEquals(rtfText(utf8(source)), { text, hidden });
  });
}

const HTML: Record<string, [string, string, number]> = {
  "blocks and breaks": ["<div>a</div><p>b<br>c</p>", "\na\n\nb\nc\n", 0],
  "lists and cells": ["<ul><li>a<li>b</ul><tr><td>c</td><td>d", "\n\n• a\n• b\n\nc\td", 0],
  "entities": ["a &amp; b &#233; &#xe9; &nope; &bull;", "a & b é é &nope; •", 0],
  "names of letters": [
    "Andr&eacute; M&aacute;ra&nbsp;&nbsp;Lindstr&ouml;m",
    "André Mára Lindström",
    0,
  ],
  "attributes that hold a mark": ['a<i title="a > b" data-style="display:none">b</i>c', "abc", 0],
  "a mark that begins no tag": ["a < b, 3 > 2 & so on", "a < b, 3 > 2 & so on", 0],
  "paragraphs that end a hidden one": ["<p hidden>wizard<p>Jane", "\nJane", 6],
  "no scripts, styles or comments": [
    "<script>if (a < b) x()</script><style>p{}</style><!-- c --><b>d</b>",
    "d",
    0,
  ],
  "hidden elements apart": [
    '<div style="display: none">wizard<div>x</div></div><i hidden>y</i>z',
    "z",
    8,
  ],
};

for (const [what, [source, text, hidden]] of Object.entries(HTML)) {
  Deno.test(`htmlText keeps ${what}`, () => {
    assertEquals(htmlText(utf8(source)), { text, hidden });
  });
}

Deno.test("htmlText reads the encoding that a page names, unless it is UTF-8 all the same", () => {
  const page = (charset: string, ...letter: number[]) =>
    new Uint8Array([...utf8(`<meta ${charset}><p>`), ...letter]);
  const cases: [Uint8Array, string][] = [
    [page('charset="windows-1251"', 0xc0), "А"],
    [page('http-equiv=content-type content="text/html; charset=iso-8859-2"', 0xb3), "ł"],
    [page("charset=shift_jis", 0x93, 0xfa), "日"],
    [page("charset=utf-8", 0xe9), "é"],
    [page("charset=iso-8859-1", 0xc3, 0xa9), "é"],
    [page("charset=nonsense", 0xe9), "é"],
  ];
  for (const [bytes, text] of cases) assertEquals(htmlText(bytes).text.trim(), text);
});

Deno.test("htmlText refuses what is nested without end", () => {
  const deep = utf8("<b>".repeat(100_000) + "</i>".repeat(100_000));
  assertThrows(() => htmlText(deep), ExtractionError);
});

const CASE = new URL("../../../../shared/cases/encodings/82-html-entities.html", import.meta.url);

Deno.test({
  name: "htmlText reads a page full of entities (skipped where ../shared/cases is missing)",
  ignore: !existsSync(CASE),
  async fn() {
    const { text, hidden } = htmlText(await Deno.readFile(CASE));
    assertEquals([text.trim().split("\n")[0], hidden], ["Mára Lindström", 0]);
  },
});
