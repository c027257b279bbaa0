import type { RecordFate } from "@/lib/wire/review/record_fate.ts";

/** What of a user's records a deletion counts. */
export const CLEANED = ["jobs", "batches", "files", "events", "results", "blobs"] as const;

/** What a deletion took away. */
export type CleanupCounts = Record<typeof CLEANED[number], number>;

/** The answer to the deletion of all of a user. */
export interface CleanupReport {
  user_id: string;
  deleted: CleanupCounts;
  /** Whether the records of the user's batches were left. */
  record: RecordFate;
}
