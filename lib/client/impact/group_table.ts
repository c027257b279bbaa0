import { dsvFormat } from "d3-dsv";

/** Whose groups a table tells, by file or e-mail. */
export interface GroupTable {
  /** What people are grouped by: the names of the columns after the first. */
  columns: string[];
  /** By a file's name or an e-mail address, in lower case: the group in each column, null where none is given. */
  rows: Map<string, (string | null)[]>;
}

/** Largest table that is read, in bytes: 10,000 lines of a few groups. */
export const MAX_TABLE_BYTES = 2 * 1024 * 1024;
/** Columns of groups, of which each two are also looked at together. */
const MAX_COLUMNS = 6;

/** A table that can't be used; the message says what to do. */
export class GroupTableError extends Error {
  override name = "GroupTableError";
}

/**
 * Reads a CSV whose first column is a file's name or an e-mail address and whose others are groups.
 *
 * @throws {GroupTableError}
 */
export function parseGroupTable(csv: string): GroupTable {
  const text = csv.replace(/^\ufeff/, "");
  const [head, ...lines] = dsvFormat(delimiterOf(text)).parseRows(text)
    .filter((cells) => cells.some((cell) => cell.trim() !== ""));
  if (!head || head.length < 2 || lines.length === 0) {
    throw new GroupTableError(
      "This table has no groups. Put file names or e-mail addresses in the first column, a group in each other, and names of the columns in the first line.",
    );
  }
  if (head.length - 1 > MAX_COLUMNS) {
    throw new GroupTableError(
      `This table has ${head.length - 1} columns of groups. Leave ${MAX_COLUMNS}.`,
    );
  }
  const columns = head.slice(1).map((name, i) => name.trim() || `Column ${i + 2}`);
  const rows = new Map<string, (string | null)[]>();
  for (const [key, ...groups] of lines) {
    rows.set(keyOf(key), columns.map((_, i) => groups[i]?.trim() || null));
  }
  return { columns, rows };
}

/** What parts the first line: where a comma parts decimals, spreadsheets take another. */
function delimiterOf(text: string): string {
  const [line] = text.split("\n", 1);
  const counts = [",", ";", "\t"].map((sign): [string, number] => [sign, line.split(sign).length]);
  return counts.reduce((most, one) => one[1] > most[1] ? one : most)[0];
}

/** A name or an address as it stands for a candidate. */
export function keyOf(given: string): string {
  return given.trim().toLowerCase();
}
