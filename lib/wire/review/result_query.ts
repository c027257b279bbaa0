import { DECISIONS } from "@/lib/wire/review/decision.ts";

/** As what results can be had. */
export const RESULT_FORMATS = ["json", "csv", "xlsx"] as const;
export type ResultFormat = typeof RESULT_FORMATS[number];

/** Results on a page; without a limit there is one page, of all of them. */
export const MAX_RESULTS_PER_PAGE = 1_000;

/** What results can be filtered by: what was decided last, `none` where nothing stands. */
export const DECISION_FILTERS = [...DECISIONS, "none"] as const;
export type DecisionFilter = typeof DECISION_FILTERS[number];

/** The longest search, in UTF-16 units, and how many words of it count. */
export const MAX_SEARCH_LENGTH = 200;
export const MAX_SEARCH_WORDS = 10;

/** Where a search may find its words. */
export const MATCH_FIELDS = [
  "name",
  "file",
  "email",
  "location",
  "skill",
  "evidence",
  "decision",
] as const;
export type MatchField = typeof MATCH_FIELDS[number];

/** Why a search has found a result: for each of its words the first place that holds it. */
export interface Match {
  word: string;
  field: MatchField;
  /** What stands there, in part. */
  text: string;
}
