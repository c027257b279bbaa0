/** What may be decided about a candidate. */
export const DECISIONS = ["shortlist", "hold", "reject"] as const;
export type DecisionName = typeof DECISIONS[number];

/** One decision about one file, as it was put; the earlier ones of the file are its history. */
export interface Decision {
  /** Null where an earlier one was taken back. */
  decision: DecisionName | null;
  reason: string | null;
  note: string | null;
  /** A user_id, or `share:` and the share's label or id. */
  by: string;
  at: string;
  /** 1 for the file's first, one more with each change: its ETag. */
  version: number;
  /** Of the criteria by which the score was made that was seen; null where they had no version. */
  criteria_version: number | null;
  /** As it was seen, 0 to 100; null where the file had none. */
  score: number | null;
}

/** A decision, as it is put. What it leaves open is null. */
export interface DecisionUpdate {
  decision: DecisionName | null;
  reason?: string | null;
  note?: string | null;
}

/** The same decision about many files. */
export interface BulkDecision {
  /** By their file_id. */
  files: string[];
  decision: DecisionName | null;
  reason?: string | null;
}

/** What became of one file of a bulk decision: the decision, or why there is none. */
export interface DecidedFile {
  file_id: string;
  decision: Decision | null;
  /** For people; null where it was decided. */
  problem: string | null;
}

/** The answer to a bulk decision, in the order of its files. */
export interface BulkDecisionAnswer {
  decisions: DecidedFile[];
}

/** That something was decided about a file. */
export interface DecisionEvent {
  batch_id: string;
  file_id: string;
  decision: DecisionName | null;
  by: string;
  at: string;
}

/** The longest note and the longest reason, in Unicode code points. */
export const MAX_NOTE_LENGTH = 4_000;
export const MAX_DECISION_REASON_LENGTH = 500;
/** Files of one bulk decision. */
export const MAX_BULK_FILES = 1_000;
/** The largest decision as it is sent, in bytes: the longest note in escapes, with what is too long still told by its field. */
export const MAX_DECISION_BYTES = 256 * 1024;
/** How often one file may be decided anew: every change is kept. */
export const MAX_DECISION_VERSIONS = 200;
