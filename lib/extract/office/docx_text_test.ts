import { assertEquals } from "@std/assert";
import {
  chunkedDocx,
  docxOf,
  paragraph,
  relationships,
  wordXml,
  zipOf,
} from "@/lib/extract/testing/office_fixture.ts";
import { ZipArchive } from "@/lib/extract/office/zip_archive.ts";
import { docxText, wordXmlText } from "@/lib/extract/office/docx_text.ts";

const run = (content: string) => `<w:r>${content}</w:r>`;
const text = (content: string) => `<w:t>${content}</w:t>`;
const field = (step: string) => run(`<w:fldChar w:fldCharType="${step}"/>`);
const cell = (content: string) => `<w:tc>${content}</w:tc>`;
const box = (content: string) => `<w:txbxContent>${content}</w:txbxContent>`;

/** A body, the text that is to come of it, and how many characters of it are hidden. */
const BODIES: Record<string, [string, string, number]> = {
  "tabs, breaks and hyphens": [
    `<w:p>${run(`${text("Acme")}<w:tab/>${text("2019")}<w:br/>${text("on")}<w:noBreakHyphen/>`)}${
      run(text("call"))
    }</w:p>`,
    "Acme\t2019\non-call",
    0,
  ],
  "tab stops as no tabs": [
    paragraph("Acme", "", "<w:tabs><w:tab/><w:tab/></w:tabs>"),
    "Acme",
    0,
  ],
  "list items": [paragraph("Built it", "", "<w:numPr/>"), "• Built it", 0],
  "a row of short cells as a line": [
    `<w:tbl><w:tr>${cell(paragraph("Acme"))}${cell(paragraph("2019"))}</w:tr></w:tbl>`,
    "Acme\t2019",
    0,
  ],
  "a table that makes columns": [
    `<w:tbl><w:tr>${cell(paragraph("Skills") + paragraph("Deno"))}${
      cell(paragraph("Work") + paragraph("Acme"))
    }</w:tr></w:tbl>`,
    "Skills\nDeno\n\nWork\nAcme",
    0,
  ],
  "a text box once": [
    `<w:p>${run(text("Jane"))}<w:r><mc:AlternateContent><mc:Choice>${
      box(paragraph("Berlin"))
    }</mc:Choice><mc:Fallback>${
      box(paragraph("Berlin"))
    }</mc:Fallback></mc:AlternateContent></w:r>${run(text(" Smith"))}</w:p>`,
    "Jane Smith\nBerlin",
    0,
  ],
  "no deleted text, no field codes": [
    `<w:p><w:del>${run("<w:delText>old</w:delText>")}</w:del><w:ins>${run(text("new"))}</w:ins>${
      run("<w:instrText>HYPERLINK</w:instrText>")
    }</w:p>`,
    "new",
    0,
  ],
  "the results of fields, and nothing that makes them up": [
    `<w:p>${field("begin")}${run("<w:instrText> IF </w:instrText>")}${run(text("x"))}${
      field("separate")
    }${run(text("Jane"))}${field("end")}${run(text(" Smith"))}</w:p>`,
    "Jane Smith",
    0,
  ],
  "what follows a field that never ends": [
    `<w:p>${field("begin")}${run(text("code"))}</w:p>${paragraph("Jane")}`,
    "\nJane",
    0,
  ],
  "symbols of picture fonts as bullets or blanks": [
    `<w:p>${run('<w:sym w:font="Wingdings" w:char="F0A7"/>')}${
      run(text(" Built it \uf028"))
    }</w:p>`,
    "• Built it  ",
    0,
  ],
  "a reading aid beside characters once": [
    `<w:p><w:ruby><w:rt>${run(text("やまだ"))}</w:rt><w:rubyBase>${
      run(text("山田"))
    }</w:rubyBase></w:ruby></w:p>`,
    "山田",
    0,
  ],
  "runs that were hidden before a tracked change": [
    paragraph("Jane", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
    "Jane",
    0,
  ],
  "documents whose prefix is another": [
    '<ns0:p xmlns:ns0="w"><ns0:r><ns0:rPr><ns0:vanish ns0:val="0"/></ns0:rPr><ns0:t>Jane</ns0:t>' +
    "</ns0:r></ns0:p>",
    "Jane",
    0,
  ],
  "hidden runs apart": [paragraph("wizard", "<w:vanish/>") + paragraph("Jane"), "Jane", 6],
  "runs that are not hidden after all": [
    paragraph("Jane", '<w:vanish w:val="0"/>'),
    "Jane",
    0,
  ],
  "white runs apart": [
    paragraph("wizard", '<w:color w:val="FFFFFF"/>') + paragraph("Jane"),
    "Jane",
    6,
  ],
  "white runs on a dark ground": [
    paragraph("Jane", '<w:color w:val="FFFFFF"/>', '<w:shd w:fill="000000"/>'),
    "Jane",
    0,
  ],
  "tiny runs apart": [paragraph("wizard", '<w:sz w:val="2"/>') + paragraph("Jane"), "Jane", 6],
};

Deno.test("docxText keeps", async (t) => {
  for (const [what, [body, expected, hidden]] of Object.entries(BODIES)) {
    await t.step(what, async () => {
      const found = await docxText(await ZipArchive.open(await docxOf(body)));
      assertEquals([found.text.trim(), found.hidden], [expected.trim(), hidden]);
    });
  }
  await t.step("headers before and footers after, the same only once", async () => {
    const found = await docxText(
      await ZipArchive.open(
        await docxOf(paragraph("Body"), {
          "word/header1.xml": wordXml(paragraph("Jane"), "hdr"),
          "word/header2.xml": wordXml(paragraph("Jane"), "hdr"),
          "word/footer1.xml": wordXml(paragraph("Page 1"), "ftr"),
        }),
      ),
    );
    assertEquals(found.text, "Jane\n\nBody\n\nPage 1");
  });
});

const read = async (bytes: Uint8Array) => await docxText(await ZipArchive.open(bytes));
const utf8 = (words: string) => new TextEncoder().encode(words);

/** Parts of a document beside its body, and the text that is to come of both. */
const PACKAGES: Record<string, [string, Record<string, string>, string]> = {
  "the header of a first page only where there is one": [
    paragraph("Body") + '<w:sectPr><w:headerReference w:type="first" r:id="a"/>' +
    '<w:headerReference w:type="default" r:id="b"/></w:sectPr>',
    {
      "word/_rels/document.xml.rels": relationships(
        ["a", "header", "first.xml"],
        ["b", "header", "all.xml"],
      ),
      "word/first.xml": wordXml(paragraph("Old draft"), "hdr"),
      "word/all.xml": wordXml(paragraph("Jane"), "hdr"),
    },
    "Jane\n\nBody",
  ],
  "the addresses of links, each once, where the text lacks them": [
    paragraph("Mail me, or jane@example.org"),
    {
      "word/_rels/document.xml.rels": relationships(
        ["a", "hyperlink", "mailto:Jane@Example.org"],
        ["b", "hyperlink", "mailto:j%2Esmith@example.org?subject=Job"],
        ["c", "hyperlink", "mailto:j.smith@example.org"],
        ["d", "hyperlink", "https://example.org"],
      ),
    },
    "Mail me, or jane@example.org\n\nj.smith@example.org",
  ],
  "the address of a link that is a field": [
    `<w:p>${field("begin")}${
      run('<w:instrText> HYPERLINK "mailto:jane@example.org" </w:instrText>')
    }${field("separate")}${run(text("Mail"))}${field("end")}</w:p>`,
    {},
    "Mail\n\njane@example.org",
  ],
};

for (const [what, [body, parts, expected]] of Object.entries(PACKAGES)) {
  Deno.test(`docxText keeps ${what}`, async () => {
    assertEquals((await read(await docxOf(body, parts))).text, expected);
  });
}

Deno.test("docxText finds the main part by what the package says", async () => {
  const main = { "word/document2.xml": wordXml(paragraph("Jane")) };
  const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  const packages = [
    { "_rels/.rels": relationships(["a", "officeDocument", "/word/document2.xml"]), ...main },
    { "_rels/.rels": relationships(["a", "officeDocument", "Word\\Document2.xml"]), ...main },
    {
      "[Content_Types].xml": `<Types><Default Extension="xml" ContentType="text/xml"/>` +
        `<Override PartName="/word/document2.xml" ContentType="${type}"/></Types>`,
      ...main,
    },
  ];
  for (const files of packages) assertEquals((await read(await zipOf(files))).text, "Jane");
});

Deno.test("docxText reads the documents inside a document", async () => {
  const base64 = btoa("<p>Kyoto</p>");
  const chunks: [name: string, content: string | Uint8Array, expected: string][] = [
    ["a.html", "<html><body><p>Andr&eacute;</p></body></html>", "André"],
    [
      "a.mht",
      'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="=x"\r\n\r\n--=x\r\n' +
      'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable' +
      "\r\n\r\n<p>Andr=C3=A9 Mor=\r\neau</p>\r\n--=x--",
      "André Moreau",
    ],
    [
      "b.mht",
      "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=y\n\n--y\n" +
      `Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n${base64}\n--y--`,
      "Kyoto",
    ],
    ["a.rtf", "{\\rtf1 Jane}", "Jane"],
    ["a.docx", await docxOf(paragraph("Jane")), "Jane"],
  ];
  for (const [name, content, expected] of chunks) {
    const found = await read(await chunkedDocx({ [`word/${name}`]: content }));
    assertEquals([name, found.text, found.hidden], [name, expected, 0]);
  }
  const hidden = await read(
    await chunkedDocx({ "a.html": utf8("<p>Jane<b style='display:none'>wizard") }),
  );
  assertEquals([hidden.text, hidden.hidden], ["Jane", 6]);
});

Deno.test("wordXmlText reads a document that is one file of XML", () => {
  const body = `<w:body>${paragraph("Jane")}${paragraph("wizard", "<w:vanish/>")}</w:body>`;
  const word2003 = `<?xml version="1.0"?><?mso-application progid="Word.Document"?>` +
    `<w:wordDocument xmlns:w="w">${body}</w:wordDocument>`;
  const flat = `<?xml version="1.0"?><pkg:package xmlns:pkg="p"><pkg:part pkg:name="/a.bin">` +
    `<pkg:binaryData>AAAA</pkg:binaryData></pkg:part><pkg:part><pkg:xmlData>` +
    `<w:document xmlns:w="w">${body}</w:document></pkg:xmlData></pkg:part></pkg:package>`;
  for (const source of [word2003, flat]) {
    const found = wordXmlText(utf8(source));
    assertEquals({ ...found, text: found.text.trim() }, {
      text: "Jane",
      hidden: 6,
      hiddenText: "wizard ",
    });
  }
});

Deno.test("docxText tells what is set largest, by its runs and by its styles", async () => {
  const styles =
    `<w:styles xmlns:w="w"><w:docDefaults><w:rPr><w:sz w:val="22"/></w:rPr></w:docDefaults>
    <w:style w:styleId="Titel"><w:rPr><w:sz w:val="56"/></w:rPr></w:style>
    <w:style w:styleId="Mine"><w:basedOn w:val="Titel"/></w:style></w:styles>`;
  const body = paragraph("Work", '<w:sz w:val="28"/>') +
    paragraph("Built a queue that loses no job") +
    paragraph("Jane Smith", "", '<w:pStyle w:val="Mine"/>');
  const parts = {
    "word/styles.xml": styles,
    "word/_rels/document.xml.rels": relationships(["a", "styles", "styles.xml"]),
  };
  assertEquals((await read(await docxOf(body, parts))).headlines, ["Jane Smith", "Work"]);
});
