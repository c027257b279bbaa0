import { type Met, METS } from "@/lib/wire/result.ts";
import { DECISION_FILTERS, type DecisionFilter } from "@/lib/wire/review/result_query.ts";

/** What of the table can be asked for by the state of its files. */
export const FILE_MARKS = [
  "scored",
  "failed",
  "refused",
  "cancelled",
  "warning",
  "duplicate",
  "scan",
] as const;
export type FileMark = typeof FILE_MARKS[number];

/** By what the table can be sorted; a number is the place of a requirement. */
export type SortKey = "score" | "name" | "years" | "decision" | number;
const SORT_KEYS: readonly SortKey[] = ["score", "name", "years", "decision"];

/** An order; `down` begins with the best, the most, or the last letter. */
export interface Sort {
  by: SortKey;
  down: boolean;
}

/** What the workbench shows. It is kept in the page's address, so that a link and "back" lead to it. */
export interface BenchView {
  words: string;
  decisions: readonly DecisionFilter[];
  marks: readonly FileMark[];
  /** Only who meets every must-have. */
  mustHaves: boolean;
  /** How far a requirement is to be met, by its place. */
  requirements: ReadonlyMap<number, Met>;
  sort: Sort;
  /** The id of the candidate whose detail is open. */
  open: string | null;
  /** Ids of the candidates that are compared, at most {@linkcode MOST_COMPARED}. */
  compare: readonly string[];
}

/** As many columns as can be read side by side. */
export const MOST_COMPARED = 4;

/** All candidates, best first. */
export const WHOLE_VIEW: BenchView = {
  words: "",
  decisions: [],
  marks: [],
  mustHaves: false,
  requirements: new Map(),
  sort: { by: "score", down: true },
  open: null,
  compare: [],
};

/** The view that an address asks for. What it can't mean is left out. */
export function parseView(search: string): BenchView {
  const query = new URLSearchParams(search);
  const list = (name: string) => query.get(name)?.split(",").filter((part) => part !== "") ?? [];
  return {
    words: query.get("q") ?? "",
    decisions: DECISION_FILTERS.filter((name) => list("decision").includes(name)),
    marks: FILE_MARKS.filter((name) => list("state").includes(name)),
    mustHaves: query.get("must") === "all",
    requirements: new Map(list("met").flatMap(parseRequirement)),
    sort: parseSort(query.get("sort")),
    open: query.get("candidate"),
    compare: list("compare").slice(0, MOST_COMPARED),
  };
}

/** The query of an address that asks for the view: "" for all candidates, else it begins with "?". */
export function formatView(view: BenchView): string {
  const { sort } = view;
  const fields: [string, string][] = [
    ["q", view.words],
    ["decision", view.decisions.join()],
    ["state", view.marks.join()],
    ["must", view.mustHaves ? "all" : ""],
    ["met", [...view.requirements].map(([index, met]) => `${index}.${met}`).join()],
    ["sort", sort.by === "score" && sort.down ? "" : `${sort.down ? "-" : ""}${sort.by}`],
    ["candidate", view.open ?? ""],
    ["compare", view.compare.join()],
  ];
  const query = new URLSearchParams(fields.filter(([_, value]) => value !== ""));
  return query.size === 0 ? "" : `?${query}`.replaceAll("%2C", ",");
}

/** Whether the view leaves candidates out. */
export function isNarrowed(view: BenchView): boolean {
  return view.words.trim() !== "" || view.decisions.length > 0 || view.marks.length > 0 ||
    view.mustHaves || view.requirements.size > 0;
}

function parseRequirement(text: string): [number, Met][] {
  const [, index, met] = /^(\d{1,2})\.(\w+)$/.exec(text) ?? [];
  const known = METS.find((one) => one === met);
  return known ? [[Number(index), known]] : [];
}

function parseSort(text: string | null): Sort {
  const [, minus, key] = /^(-?)(\w+)$/.exec(text ?? "") ?? [];
  const by = /^\d{1,2}$/.test(key) ? Number(key) : SORT_KEYS.find((one) => one === key);
  return by === undefined ? WHOLE_VIEW.sort : { by, down: minus === "-" };
}
