import { assertEquals, assertThrows } from "@std/assert";
import { existsSync } from "node:fs";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { htmlText } from "@/lib/extract/plain/html_text.ts";
import { plainText } from "@/lib/extract/plain/plain_text.ts";
import { rtfText } from "@/lib/extract/plain/rtf_text.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Bytes of a code page of one byte a letter; there is no encoder for them. */
function encoded(text: string, encoding: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder(encoding);
  const letters = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)));
  return Uint8Array.from(text, (letter) => letters.indexOf(letter));
}

const hex = (bytes: string) => Uint8Array.fromHex(bytes.replaceAll(" ", ""));

Deno.test("plainText finds the encoding of Unicode", () => {
  const cases: [Uint8Array<ArrayBuffer>, string][] = [
    [utf8("é"), "é"],
    [Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), "a"],
    [Uint8Array.of(0xff, 0xfe, 0x61, 0x00), "a"],
    [Uint8Array.of(0xfe, 0xff, 0x00, 0x61), "a"],
    [hex("4a00 6100 6e00 6500 0a00"), "Jane\n"],
    [hex("041c 0430 0440 0438 044f 0020 004a"), "Мария J"],
    // One letter that was cut is no reason to doubt the others.
    [new Uint8Array([...utf8("é".repeat(30)), 0xc3]), `${"é".repeat(30)}\ufffd`],
  ];
  for (const [bytes, text] of cases) assertEquals(plainText(bytes).text, text);
});

/** Texts of resumes as old programs write them. */
const OLD: [encoding: string, text: string][] = [
  ["windows-1252", "Élodie Lefèvre\nIngénieure – développeuse à l’Université"],
  ["windows-1252", "Jürgen Müller\nGeschäftsführer, Köln"],
  ["windows-1252", "Åsa Öberg\nUtvecklare på Göteborgs universitet"],
  ["windows-1252", "JOSÉ MUÑOZ\nFORMACIÓN ACADÉMICA"],
  ["windows-1252", "Jane Smith – it’s 10 €"],
  ["windows-1251", "Мария Иванова\nИнженер, Москва\nОпыт работы: 2015 – 2019"],
  ["windows-1251", "CV Ivan Petrov\nPython, SQL\nг. Москва"],
  ["koi8-r", "Мария Иванова\nИнженер, Москва\nОпыт работы"],
  ["windows-1250", "Łukasz Wiśniewski\nInżynier oprogramowania, Kraków"],
  ["windows-1250", "Jiří Dvořák\nVývojář softwaru, září 2015, řízení týmu"],
  ["windows-1250", "Szűcs Győző\nSzoftverfejlesztő, műszaki egyetem"],
  ["windows-1254", "Ayşe Yılmaz\nYazılım mühendisi, İstanbul"],
  ["windows-1257", "Jūratė Žukauskienė\nProgramuotoja, Šiauliai"],
  ["windows-1253", "Μαρία Παπαδοπούλου\nΜηχανικός λογισμικού, Αθήνα"],
  ["windows-1255", "שרה כהן\nמהנדסת תוכנה, תל אביב"],
  ["windows-1256", "محمد علي\nمهندس برمجيات، القاهرة"],
];

for (const [encoding, text] of OLD) {
  Deno.test(`plainText tells ${encoding} by ${text.split("\n")[0]}`, () => {
    assertEquals(plainText(encoded(text, encoding)).text, text);
  });
}

/** The same in encodings of two bytes a letter, in hexadecimal. */
const WIDE: [encoding: string, text: string, bytes: string][] = [
  [
    "shift_jis",
    "山田太郎 エンジニア Python",
    "8e52936391be985920834783938357836a834120507974686f6e",
  ],
  [
    "shift_jis",
    "山田花子 東京大学 2011年卒業",
    "8e52936389d48e7120938c8b9e91e58a772032303131944e91b28bc6",
  ],
  ["euc-jp", "山田太郎 エンジニア Python", "bbb3c5c4c2c0cfba20a5a8a5f3a5b8a5cba5a220507974686f6e"],
  [
    "iso-2022-jp",
    "山田太郎 エンジニア Python",
    "1b24423b33454442404f3a1b2842201b2442252825732538254b25221b284220507974686f6e",
  ],
  [
    "gb18030",
    "李明 软件工程师 2015年3月 清华大学",
    "c0eec3f720c8edbcfeb9a4b3cccaa62032303135c4ea33d4c220c7e5bbaab4f3d1a7",
  ],
  [
    "big5",
    "陳美玲 軟體工程師 國立臺灣大學",
    "b3afacfcacc220b36ec5e9a475b57bae7620b0eaa5dfbb4fc657a46abec7",
  ],
  ["euc-kr", "김민수 백엔드 개발자 경력", "b1e8b9cebcf620b9e9bfa3b5e520b0b3b9dfc0da20b0e6b7c2"],
];

for (const [encoding, text, bytes] of WIDE) {
  Deno.test(`plainText tells ${encoding} by ${text}`, () => {
    assertEquals(plainText(hex(bytes)).text, text);
  });
}

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
  "tiny and white text apart": [
    "{\\rtf1{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;}a{\\fs2 b}{\\cf2 c}\\cf1 d}",
    "ad",
    2,
  ],
  "white text on a ground": [
    "{\\rtf1{\\colortbl;\\red255\\green255\\blue255;\\red0\\green0\\blue0;}{\\chcbpat2\\cf1 Jane}}",
    "Jane",
    0,
  ],
  "no deleted text": ["{\\rtf1 a{\\deleted wizard}b}", "ab", 0],
  "a text box once, after its paragraph": [
    "{\\rtf1 Ja{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn x}{\\sv 1}}{\\shptxt Berlin\\par}}" +
    "{\\shprslt{\\*\\do{\\dptxbxtext Berlin}}}}ne\\par Smith}",
    "Jane\nBerlin\nSmith",
    0,
  ],
  "a drawing's text": ["{\\rtf1 {\\*\\do\\dobxcolumn{\\dptxbxtext Jane\\par}}}", "\nJane", 0],
  "headers first, footers last, each once": [
    "{\\rtf1{\\header Jane}{\\footer Page}{\\headerf Jane}Body\\par}",
    "Jane\n\nBody\n\nPage",
    0,
  ],
  "rows of tables": [
    "{\\rtf1\\trowd\\pard\\intbl a\\cell b\\cell\\row\\trowd c\\cell d\\cell\\row\\pard e}",
    "a\tb\nc\td\ne",
    0,
  ],
  "columns of a table one after the other": [
    "{\\rtf1\\trowd\\pard\\intbl a\\par b\\cell c\\par d\\cell\\row}",
    "a\nb\n\nc\nd",
    0,
  ],
  "the results of fields": [
    '{\\rtf1 {\\field{\\*\\fldinst{ DATE \\\\@ "d"}}{\\fldrslt 5 May}}}',
    "5 May",
    0,
  ],
  "the address of a link": [
    '{\\rtf1 {\\field{\\*\\fldinst{HYPERLINK "mailto:jane@example.org"}}{\\fldrslt Mail}}}',
    "Mail\n\njane@example.org",
    0,
  ],
  "bullets of picture fonts": [
    "{\\rtf1{\\fonttbl{\\f1\\fcharset2 Symbol;}}{\\listtext\\f1\\'b7\\tab}Built it\\par}",
    "• Built it",
    0,
  ],
  "letters of the font's character set": [
    "{\\rtf1\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset238 C;}}" +
    "\\f0\\'e9 \\f1\\'cc\\'e0 \\f2\\'b3}",
    "é Ма ł",
    0,
  ],
  "letters of two bytes, the second of them ASCII": [
    "{\\rtf1\\ansicpg932{\\fonttbl{\\f0\\fcharset128 A;}}\\f0 \\'83V\\'83j\\'83\\\\ API}",
    "シニソ API",
    0,
  ],
  "letters of two bytes in Chinese and Korean": [
    "{\\rtf1{\\fonttbl{\\f0\\fcharset134 A;}{\\f1\\fcharset136 B;}{\\f2\\fcharset129 C;}}" +
    "\\f0\\'c0\\'ee{\\f1\\'b3\\'af}\\f2\\'b1\\'e8}",
    "李陳김",
    0,
  ],
  "Unicode in place of its stand-in": [
    "{\\rtf1 {\\upr{Jane?}{\\*\\ud{Jan\\u233?}}}\\u-10179?\\u-8704?}",
    "Jané😀",
    0,
  ],
  "the bytes of a picture": ["{\\rtf1 a{\\pict\\bin5 }}{\\x}b}", "ab", 0],
  "a backslash that begins nothing": ["{\\rtf1 a\\'zb}", "a'zb", 0],
};

for (const [what, [source, text, hidden]] of Object.entries(RTF)) {
  Deno.test(`rtfText keeps ${what}`, () => {
    const found = rtfText(utf8(source));
    assertEquals({ ...found, text: found.text.trimEnd() }, { text, hidden });
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
  "what style sheets hide apart": [
    "<style>/* a */ .x, #y{display:none} b.z{font-size:0} .v{opacity:0}.v{opacity:1}</style>" +
    "<i class='a x'>wi</i><i id=y>za</i><b class=z>rd</b><i class=v>Jane</i>",
    "Jane",
    6,
  ],
  "what hides only in print or on telephones": [
    "<style>@media print{.x{display:none}} @media (max-width:9px){p{display:none}}</style>" +
    "<p class=x>Jane",
    "\nJane",
    0,
  ],
  "white text apart, but for what lies on a ground": [
    "<p style='color:#fff'>wizard</p><div style='background:#234'><p style='color:white'>Jane</p>" +
    "</div><table><tr><td bgcolor=navy><font color=white>Smith</font></td></tr></table>",
    "\n\n\n\nJane\n\n\n\nSmith\t\n\n",
    6,
  ],
  "white text on a ground that shows through": [
    "<div style='background:#123'><b style='background:none;color:#fff'>Jane</b> " +
    "<b style='background:rgba(255,255,255,.1);color:#fff'>Smith</b></div>" +
    "<p style='background:rgba(0,0,0,.6);color:#fff'>Bo",
    "\nJane Smith\n\nBo",
    0,
  ],
  "white text where a sheet that isn't there may lay a ground": [
    "<link rel=stylesheet href=a.css><p style='color:white'>Jane",
    "\nJane",
    0,
  ],
  "text that has its size back within an element without one": [
    "<div style='font-size:0'><p style='font-size:14px'>Jane</p><p style='font-size:2em'>wizard</p>",
    "\n\nJane\n\n\n",
    6,
  ],
  "text that shows within an element that doesn't": [
    "<p style='visibility:hidden;color:transparent'>wizard<b style='visibility:visible;color:red'>Jane",
    "\nJane",
    6,
  ],
  "tiny text and text far off apart": [
    "<b style='font-size:1px'>wi</b><b style='position:absolute;left:-9999px'>zard</b>Jane",
    "Jane",
    6,
  ],
  "the addresses of links": [
    "<a href='mailto:jane@example.org?subject=x'>Mail</a> <a href='MAILTO:Bo@x.org'>bo@x.org</a>",
    "Mail bo@x.org\n\njane@example.org",
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
    const found = htmlText(utf8(source));
    assertEquals([found.text, found.hidden], [text, hidden]);
  });
}

Deno.test("htmlText tells the headings, largest first", () => {
  const source = "<h2>Work</h2><p>Built a queue that loses no job</p><h1>Jane <b>Smith</b></h1>";
  assertEquals(htmlText(utf8(source)).headlines, ["Jane Smith", "Work"]);
});

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
