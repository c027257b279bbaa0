import { configure, TextReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import { type SheetCell, sheetXml } from "@/lib/http/xlsx/sheet_xml.ts";

/** Of an .xlsx file. */
export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_ML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const ML_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** All that a workbook with one sheet has to have beside it (ECMA-376, part 1, section 12.3). */
const PARTS: [name: string, xml: string][] = [
  [
    "[Content_Types].xml",
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ' +
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${ML_TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${ML_TYPE}.worksheet+xml"/>` +
    "</Types>",
  ],
  ["_rels/.rels", relationship("officeDocument", "xl/workbook.xml")],
  ["xl/_rels/workbook.xml.rels", relationship("worksheet", "worksheets/sheet1.xml")],
  [
    "xl/workbook.xml",
    `<workbook xmlns="${SHEET_ML}" xmlns:r="${OFFICE}">` +
    '<sheets><sheet name="Results" sheetId="1" r:id="rId1"/></sheets></workbook>',
  ],
];

function relationship(type: string, target: string): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;
}

/**
 * A workbook of one sheet, made as it is taken: at no time is there more of it than a few rows. Of
 * 1,000 rows of 80 texts this makes 0.4 s and 16 MB; write-excel-file 4.1.1, which holds the whole,
 * made 20 s in which nothing else ran, and 910 MB.
 */
export function workbook(rows: AsyncIterable<SheetCell[]>): ReadableStream<Uint8Array> {
  configure({ useWebWorkers: false });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  write(writable, rows).catch((error) => writable.abort(error).catch(() => {}));
  return readable;
}

async function write(
  to: WritableStream<Uint8Array>,
  rows: AsyncIterable<SheetCell[]>,
): Promise<void> {
  const zip = new ZipWriter(to, { zip64: false });
  for (const [name, xml] of PARTS) await zip.add(name, new TextReader(HEAD + xml));
  const sheet = ReadableStream.from(encoded(sheetXml(rows)));
  await zip.add("xl/worksheets/sheet1.xml", sheet);
  await zip.close();
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
