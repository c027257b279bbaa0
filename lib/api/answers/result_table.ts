import type { Decision } from "@/lib/wire/review/decision.ts";
import type { FileState } from "@/lib/wire/file_state.ts";
import type { RequirementResult, Result } from "@/lib/wire/result.ts";

/** A file without a result: why there is none, and what was decided all the same. */
export interface UnscoredFile {
  file_id: string;
  name: string;
  state: FileState;
  reason: string | null;
  decision?: Decision;
}

/** What is said of files that others name by their ids. */
export type NamedFiles = ReadonlyMap<string, { name: string; parent: string | null }>;

type Row = Partial<Result> & UnscoredFile & {
  container?: string;
  duplicate?: string;
  samePerson?: string[];
};

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
  ["container", (it) => it.container],
  ["duplicate_of", (it) => it.duplicate],
  ["same_person", (it) => it.samePerson?.join("; ")],
];

/** The names of the columns that every table has; two for each requirement follow. */
export const TABLE_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/**
 * All files of a batch as a table, row by row as it is taken: the names of the columns, the results,
 * and then the files that have none. The requirements are those of the first result.
 *
 * @param files the batch's by their ids: what a row says of others it says by their names
 */
export async function* resultTable(
  results: AsyncIterable<Result> | Iterable<Result>,
  unscored: () => Iterable<UnscoredFile> = () => [],
  files: NamedFiles = new Map(),
): AsyncGenerator<Cell[]> {
  let columns: Column[] | null = null;
  for await (const result of results) {
    if (!columns) {
      columns = [...COLUMNS, ...result.requirements.flatMap(columnsOf)];
      yield columns.map(([name]) => name);
    }
    yield rowOf(columns, named({ ...result, state: "done", reason: null }, files));
  }
  if (!columns) yield [...TABLE_COLUMNS];
  for (const file of unscored()) yield rowOf(columns ?? COLUMNS, named(file, files));
}

function named(row: Row, files: NamedFiles): Row {
  const nameOf = (id: string | null = null) => files.get(id ?? "")?.name;
  return {
    ...row,
    container: nameOf(files.get(row.file_id)?.parent),
    duplicate: nameOf(row.duplicate_of),
    samePerson: row.same_person?.flatMap((id) => nameOf(id) ?? []),
  };
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
