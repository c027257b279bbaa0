import { isEnded, type Row } from "@/lib/client/batch/batch_row.ts";

/** Rows as they are watched: what is being worked on, then what ended last, then what waits. */
export function orderRows(rows: readonly Row[]): Row[] {
  const active: Row[] = [];
  const ended: Row[] = [];
  const waiting: Row[] = [];
  for (const row of rows) {
    if (isEnded(row.state)) ended.push(row);
    else if (row.state === "received" || row.state === "waiting") waiting.push(row);
    else active.push(row);
  }
  // ISO times of one server sort as text do.
  ended.sort((a, b) => a.at < b.at ? 1 : a.at > b.at ? -1 : 0);
  return [...active, ...ended, ...waiting];
}

/** The best of the rows that are scored, at most `most`; equal ones in their order. */
export function bestRows(rows: readonly Row[], most: number): Row[] {
  return rows.filter(({ state, score }) => state === "done" && score !== null)
    .sort((a, b) => b.score! - a.score!)
    .slice(0, most);
}
