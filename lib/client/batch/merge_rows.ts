import type { BatchFile } from "@/lib/wire/batch.ts";
import { isEnded, type Row, rowOfFile } from "@/lib/client/batch/batch_row.ts";

/** Marks the row of a file that was not uploaded; any other row stays as it is. */
export function notSent(row: Row): Row {
  if (row.fileId !== null || row.state === "refused") return row;
  return { ...row, state: "unsent" };
}

/**
 * The rows of a batch as the server lists it, with what only the page knows: files that were refused
 * or never sent. A row that has ended, or is in a later run, stays so: the list may be older than the
 * events that came meanwhile.
 */
export function mergeRows(rows: readonly Row[], files: BatchFile[]): Row[] {
  const known = new Map(rows.map((row) => [row.fileId, row]));
  const local = rows.filter((row) => row.fileId === null).map(notSent);
  const merged = files.map((file) => {
    const row = known.get(file.file_id);
    if (row && isNewer(row, file)) return row;
    // An upload whose answer was lost may have arrived all the same.
    const unheard = row?.mine ? -1 : local.findIndex((one) => isUnheard(one, file));
    const mine = unheard < 0 ? row : local.splice(unheard, 1)[0];
    return { ...rowOfFile(file), ...(mine && { key: mine.key, mine: mine.mine }) };
  });
  return [...merged, ...local];
}

function isNewer(row: Row, file: BatchFile): boolean {
  if (row.run !== file.run) return row.run > file.run;
  return isEnded(row.state) && !isEnded(file.state);
}

function isUnheard(row: Row, file: BatchFile): boolean {
  const isHere = row.state === "refused" ? file.state === "refused" : row.state === "unsent";
  return isHere && row.name === file.name;
}
