import type { BatchFile } from "@/lib/wire/batch.ts";
import type { Assessment } from "@/lib/wire/result.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";

/** One file of a batch, with all that is known of it; what explains its score is there once it is done. */
export interface FileDetail
  extends Omit<BatchFile, "decision">, Partial<Omit<Assessment, "score">> {
  /** Of the criteria that it was scored by; there with what explains its score. */
  criteria_version?: number;
  /** Id of the log's last event before this was read: a stream `?from=` it goes on there. */
  position: string;
  batch_id: string;
  /** Its place among the results; null where it has none. */
  rank: number | null;
  /** As a result names it. */
  duplicate_of: string | null;
  same_person: string[];
  /** The latest; null where nothing was decided yet. */
  decision: Decision | null;
  /** All that was decided about it, oldest first; the last is `decision`. */
  history: Decision[];
}
