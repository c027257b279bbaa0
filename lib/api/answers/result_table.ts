import type { Decision } from "@/lib/wire/review/decision.ts";
import type { FileState } from "@/lib/wire/file_state.ts";
import type { RequirementResult, Result } from "@/lib/wire/result.ts";

/** A file without a result: why there is none, and what was decided all the same. */
export interface UnscoredFile {
  name: string;
  state: FileState;
  reason: string | null;
  decision?: Decision;
}

type Row = Partial<Result> & UnscoredFile;

/** What a cell may hold: null stays empty. */
export type Cell = string | number | null | undefined;

type Column = [name: string, value: (row: Row) => Cell];

const COLUMNS: Column[] = [
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

/** The names of the columns that every table has; two for each requirement follow. */
export const TABLE_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/**
 * All files of a batch as a table, row by row as it is taken: the names of the columns, the results,
 * and then the files that have none. The requirements are those of the first result.
 */
export async function* resultTable(
  results: AsyncIterable<Result> | Iterable<Result>,
  unscored: () => Iterable<UnscoredFile> = () => [],
): AsyncGenerator<Cell[]> {
  let columns: Column[] | null = null;
  for await (const result of results) {
    if (!columns) {
      columns = [...COLUMNS, ...result.requirements.flatMap(columnsOf)];
      yield columns.map(([name]) => name);
    }
    yield rowOf(columns, { ...result, state: "done", reason: null });
  }
  if (!columns) yield [...TABLE_COLUMNS];
  for (const file of unscored()) yield rowOf(columns ?? COLUMNS, file);
}

function rowOf(columns: Column[], row: Row): Cell[] {
  return columns.map(([, value]) => value(row));
}

/** Whether a requirement is met, and the line that shows it. While scores are made anew its place may differ. */
function columnsOf({ kind, text }: RequirementResult, place: number): Column[] {
  const of = ({ requirements = [] }: Row) =>
    requirements[place]?.text === text
      ? requirements[place]
      : requirements.find((it) => it.text === text);
  return [
    [`${kind}: ${text}`, (row) => of(row)?.met],
    [`${kind}: ${text} (evidence)`, (row) => of(row)?.evidence],
  ];
}
