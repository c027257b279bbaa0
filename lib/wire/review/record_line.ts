import type {
  GateName,
  GateOutcome,
  Met,
  Part,
  RequirementKind,
  WarningCode,
} from "@/lib/wire/result.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";
import type { DecisionName } from "@/lib/wire/review/decision.ts";
import type { ResultFormat } from "@/lib/wire/review/result_query.ts";

/** By what resumes are scored from here on. */
export interface CriteriaEntry extends Criteria {
  kind: "criteria";
}

/** What the software made of one file, with all that its score is arithmetic on: no text of it, no name. */
export interface ScoredEntry {
  kind: "scored";
  file_id: string;
  /** Of the file's bytes, in hex; null where that isn't known. */
  sha256: string | null;
  run: number;
  criteria_version: number;
  score: number;
  /** As the score was made of them, in their order. */
  parts: Part[];
  /** In the order of the criteria; the id names one of them. */
  requirements: { id: string; kind: RequirementKind; met: Met }[];
  gates: { gate: GateName; outcome: GateOutcome }[];
  warnings: WarningCode[];
  /** The start of the SHA-256 of the code that read and scored it; null where that isn't known. */
  code: string | null;
}

/** What a person decided. The note is not on record. */
export interface DecisionEntry {
  kind: "decision";
  file_id: string;
  decision: DecisionName | null;
  reason: string | null;
  /** Of the decision, 1 for the file's first. */
  version: number;
  criteria_version: number | null;
  score: number | null;
}

/** Names are shown again of what was screened without them. */
export interface BlindLiftedEntry {
  kind: "blind_lifted";
}

/** A link was made by which others see the batch. */
export interface SharedEntry {
  kind: "shared";
  share_id: string;
  label: string | null;
  blind: boolean;
  may_decide: boolean;
  expires_at: string;
}

/** A link was ended. */
export interface RevokedEntry {
  kind: "revoked";
  share_id: string;
}

/** What may be taken out of the system. */
export type ExportFormat = ResultFormat | "record";

/** Results or the record were taken out as a file. */
export interface ExportedEntry {
  kind: "exported";
  format: ExportFormat;
}

/** What was deleted on request: one file, with what was in it; the batch; or all of its user. */
export interface ErasedEntry {
  kind: "erased";
  what: "file" | "batch" | "user";
  file_id: string | null;
  sha256: string | null;
}

/** No more files come. */
export interface ClosedEntry {
  kind: "closed";
}

/** What happened, without when and by whom. */
export type RecordEntry =
  | CriteriaEntry
  | ScoredEntry
  | DecisionEntry
  | BlindLiftedEntry
  | SharedEntry
  | RevokedEntry
  | ExportedEntry
  | ErasedEntry
  | ClosedEntry;

/** The chain that each line is part of. */
export interface LineFrame {
  /** From 1, without a gap. */
  seq: number;
  at: string;
  /** A user_id, `share:` and the share's label or id, or {@linkcode SOFTWARE}. */
  by: string;
  /** SHA-256 of the line before without its LF, in lower-case hex; {@linkcode FIRST_PREV} in line 1. */
  prev: string;
}

/** One line of a batch's record. */
export type RecordLine = LineFrame & RecordEntry;

/** The last line of a record that was taken out: it tells if anything is missing at the end. */
export interface RecordHead {
  kind: "head";
  batch_id: string;
  user_id: string;
  /** The `seq` of the first line that is kept: earlier ones have expired. */
  first: number;
  /** The `seq` of the last. */
  count: number;
  /** SHA-256 of the line before this one, without its LF. */
  hash: string;
  at: string;
  /** HMAC-SHA256 by the server's secret, in hex, over all of the above: see lib/record/head_signature.ts. */
  signature: string;
}

/** What the first line has in place of a hash. */
export const FIRST_PREV = "0".repeat(64);
/** The `by` of what nobody did by hand; no user_id holds a colon. */
export const SOFTWARE = "software:";
/** The media type of JSON Lines. */
export const RECORD_TYPE = "application/x-ndjson";
