import type { Scoring } from "@/lib/wire/result.ts";

/** What may happen to a batch beside the work on its files. */
export const BATCH_CHANGES = ["renamed", "deleted", "reopened", "shared", "blind_lifted"] as const;
export type BatchChange = typeof BATCH_CHANGES[number];

/** That a batch as a whole was changed; of what it is now, GET tells. */
export interface BatchEvent {
  batch_id: string;
  change: BatchChange;
}

/** How far a batch is with being scored anew, by criteria that were changed. */
export interface ScoresEvent extends Scoring {
  batch_id: string;
  criteria_version: number;
}
