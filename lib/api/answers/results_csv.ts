import type { Cell } from "@/lib/api/answers/result_table.ts";

/**
 * A table after RFC 4180, line by line, with a byte order mark, without which Excel guesses.
 */
export async function* resultsCsv(rows: AsyncIterable<Cell[]>): AsyncGenerator<string> {
  let mark = "\ufeff";
  for await (const row of rows) {
    yield mark + row.map(quoted).join(",") + "\r\n";
    mark = "";
  }
}

/**
 * A resume may try to run a formula in the recruiter's spreadsheet: text never begins with one. Every
 * cell is quoted, as in some countries spreadsheets part cells by ";", and text after one would begin a
 * cell of its own.
 */
function quoted(value: Cell): string {
  const text = String(value ?? "");
  if (typeof value === "number") return `"${text}"`;
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
