import type { FileState } from "@/lib/wire/file_state.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";
import type { Result } from "@/lib/wire/result.ts";

/** A file without a result: why there is none, and what was decided all the same. */
export interface UnscoredFile {
  name: string;
  state: FileState;
  reason: string | null;
  decision?: Decision;
}

type Row = Partial<Result> & UnscoredFile;

const COLUMNS: [name: string, value: (row: Row) => unknown][] = [
  ["rank", (it) => it.rank],
  ["score", (it) => it.score],
  ["file", (it) => it.name],
  ["name", (it) => it.candidate?.name],
  ["email", (it) => it.candidate?.email],
  ["phone", (it) => it.candidate?.phone],
  ["location", (it) => it.candidate?.location],
  ["years_experience", (it) => it.candidate?.years_experience],
  ["matched", (it) => it.matched?.join("; ")],
  ["missing", (it) => it.missing?.join("; ")],
  ["summary", (it) => it.summary],
  ["warnings", (it) => it.warnings?.map(({ message }) => message).join("; ")],
  ["state", (it) => it.state],
  ["reason", (it) => it.reason],
  ["decision", (it) => it.decision?.decision],
  ["decision_reason", (it) => it.decision?.reason],
  ["decision_note", (it) => it.decision?.note],
  ["decided_by", (it) => it.decision?.by],
  ["decided_at", (it) => it.decision?.at],
];

/** The names of its columns, in their order. */
export const CSV_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/**
 * All files of a batch as a table after RFC 4180, with a byte order mark, without which Excel guesses;
 * line by line: first the results, then the files that have none.
 */
export async function* resultsCsv(
  results: AsyncIterable<Result> | Iterable<Result>,
  unscored: Iterable<UnscoredFile> = [],
): AsyncGenerator<string> {
  yield "\ufeff" + COLUMNS.map(([name]) => cell(name)).join(",") + "\r\n";
  for await (const result of results) yield line({ ...result, state: "done", reason: null });
  for (const file of unscored) yield line(file);
}

function line(row: Row): string {
  return COLUMNS.map(([, value]) => cell(value(row))).join(",") + "\r\n";
}

/**
 * A resume may try to run a formula in the recruiter's spreadsheet: text never begins with one. Every
 * cell is quoted, as in some countries spreadsheets part cells by ";", and text after one would begin a
 * cell of its own.
 */
function cell(value: unknown): string {
  const text = String(value ?? "");
  if (typeof value === "number") return `"${text}"`;
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
