import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { type SheetCell } from "@/lib/http/xlsx/sheet_xml.ts";
import { workbook } from "@/lib/http/xlsx/workbook.ts";

async function* rowsOf(...rows: SheetCell[][]) {
  for (const row of rows) yield await Promise.resolve(row);
}

/** The parts of a workbook by their names. */
async function partsOf(bytes: Uint8Array): Promise<Record<string, string>> {
  const zip = new ZipReader(new Uint8ArrayReader(bytes));
  const parts: Record<string, string> = {};
  for (const entry of await zip.getEntries()) {
    if (!entry.directory) parts[entry.filename] = await entry.getData(new TextWriter());
  }
  await zip.close();
  return parts;
}

async function sheetOf(...rows: SheetCell[][]): Promise<string> {
  const parts = await partsOf(await new Response(workbook(rowsOf(...rows))).bytes());
  return parts["xl/worksheets/sheet1.xml"];
}

Deno.test("workbook has the parts that a workbook must have", async () => {
  const parts = await partsOf(await new Response(workbook(rowsOf(["a"]))).bytes());
  assertEquals(Object.keys(parts).toSorted(), [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
  ]);
  for (const xml of Object.values(parts)) assertMatch(xml, /^<\?xml [^>]+\?>\n<[^]*>$/);
});

Deno.test("workbook names its cells, leaves out the empty ones, and keeps numbers as numbers", async () => {
  const many = Array.from({ length: 28 }, (_, i) => i);
  const sheet = await sheetOf(["a", null, 71.5, "", undefined, NaN], many);
  const rows = [...sheet.matchAll(/<row [^]*?<\/row>/g)].map(([row]) => row);
  assertEquals(
    rows[0],
    '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">a</t></is></c>' +
      '<c r="C1"><v>71.5</v></c></row>',
  );
  const places = [...rows[1].matchAll(/ r="([A-Z]+2)"/g)].map(([, place]) => place);
  assertEquals([places[0], ...places.slice(-3)], ["A2", "Z2", "AA2", "AB2"]);
});

Deno.test("workbook holds text as text, whatever is in it", async () => {
  const cases: [text: string, written: string][] = [
    ["=1+1", "=1+1"],
    ["@sum", "@sum"],
    ["<b>&amp;", "&lt;b&gt;&amp;amp;"],
    ["]]>", "]]&gt;"],
    ["a\u0000\u0008b\ufffe", "ab"],
    ["a\r\n\tb", "a&#13;\n\tb"],
    ["\ud83d\ude00 \ud83d", "\ud83d\ude00 \ufffd"],
    ["_x000D_", "_x005F_x000D_"],
    ["constructor", "constructor"],
    ["x".repeat(40_000), "x".repeat(32_767)],
  ];
  const sheet = await sheetOf(...cases.map(([text]) => [text]));
  const written = [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, it]) => it);
  assertEquals(written, cases.map(([, written]) => written));
  // A formula is an element of its own.
  assert(!sheet.includes("<f>"));
});

Deno.test("workbook is made as it is taken, and ends with what feeds it", async () => {
  let made = 0;
  async function* endless() {
    for (;; made++) yield await Promise.resolve([crypto.randomUUID().repeat(50)]);
  }
  const reader = workbook(endless()).getReader();
  let bytes = 0;
  while (bytes < 100_000) bytes += (await reader.read()).value!.length;
  await reader.cancel();
  assert(made < 20_000, `${made} rows for ${bytes} bytes`);
  async function* broken() {
    yield await Promise.resolve(["a"]);
    throw new Error("no more");
  }
  await assertRejects(() => new Response(workbook(broken())).bytes());
});
