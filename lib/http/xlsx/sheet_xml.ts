/** What a cell holds; null and undefined leave it empty. */
export type SheetCell = string | number | null | undefined;

const NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** What Excel takes in a cell, in UTF-16 units, and in a sheet. */
const MAX_TEXT = 32_767;
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;

/** What XML 1.0 has no way to write. */
// deno-lint-ignore no-control-regex
const UNWRITABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
/** SpreadsheetML reads this as an escape of its own: its underscore is escaped then (ECMA-376, 22.9.2.19). */
const LIKE_ESCAPE = /_(?=x[0-9a-f]{4}_)/gi;
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

/**
 * A sheet of one table in SpreadsheetML, row by row. Text stands in its cell as text: whatever it
 * begins with, no program takes it for a formula. The first row stays in view.
 */
export async function* sheetXml(rows: AsyncIterable<SheetCell[]>): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${NAMESPACE}">` +
    '<sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    "</sheetView></sheetViews><sheetData>";
  let row = 0;
  for await (const cells of rows) {
    if (++row > MAX_ROWS) break;
    const written = cells.slice(0, MAX_COLUMNS).map((cell, i) =>
      cellXml(`${lettersOf(i)}${row}`, cell)
    );
    yield `<row r="${row}">${written.join("")}</row>`;
  }
  yield "</sheetData></worksheet>";
}

function cellXml(place: string, value: SheetCell): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "number") {
    return Number.isFinite(value) ? `<c r="${place}"><v>${value}</v></c>` : "";
  }
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

function escaped(text: string): string {
  return text.slice(0, MAX_TEXT).toWellFormed()
    .replaceAll(UNWRITABLE, "")
    .replaceAll(LIKE_ESCAPE, "_x005F_")
    .replaceAll(/[&<>\r]/g, (mark) => ENTITIES[mark]);
}

/** The name of a column: A to Z, AA, AB and so on; `index` counts from 0. */
function lettersOf(index: number): string {
  const last = String.fromCharCode(65 + index % 26);
  return index < 26 ? last : lettersOf(Math.floor(index / 26) - 1) + last;
}
