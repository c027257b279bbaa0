import type { Batch } from "@/lib/batches/batch.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { keepWith } from "@/lib/batches/kept_until.ts";
import { DecisionStateError } from "@/lib/decisions/decision_errors.ts";
import { addLine } from "@/lib/record/record_chain.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import { isEnding } from "@/lib/wire/file_state.ts";
import {
  type Decision,
  type DecisionUpdate,
  MAX_DECISION_VERSIONS,
} from "@/lib/wire/review/decision.ts";

/** What is decided, and who decides. */
export interface Deciding {
  update: DecisionUpdate;
  /** A user_id, or the name of a share. */
  by: string;
}

/**
 * Decides about one file within a commit: the decision, its place in the history, and the event. What
 * is decided already is not decided again, so that a request may be repeated.
 *
 * @throws {DecisionStateError}
 */
export async function decide(
  tx: LogTransaction,
  batch: Batch,
  { file, before }: { file: BatchFile; before: Decision | null },
  { update, by }: Deciding,
): Promise<Decision> {
  if (file.state === "refused") throw new DecisionStateError(file.id, "it was refused");
  if (!isEnding(file.state)) throw new DecisionStateError(file.id, `it is ${file.state}`);
  if (before && isSame(before, update)) return before;
  const version = (before?.version ?? 0) + 1;
  if (version > MAX_DECISION_VERSIONS) {
    throw new DecisionStateError(file.id, "it was changed as often as may be");
  }
  const decision: Decision = {
    decision: update.decision,
    reason: update.reason ?? null,
    note: update.note ?? null,
    by,
    at: new Date().toISOString(),
    version,
    criteria_version: file.criteriaVersion ?? batch.criteriaVersion ?? null,
    score: file.score,
  };
  const { user, batch: id } = file;
  const keep = keepWith(batch, tx.retentionMs);
  tx.set(keys.decision(user, id, file.id), decision, keep);
  tx.set(keys.decisionChange(user, id, file.id, version), decision, keep);
  tx.appendDecision({
    batch_id: id,
    file_id: file.id,
    decision: decision.decision,
    by,
    at: decision.at,
  });
  await addLine(tx, { user, batch: id, expiresAt: batch.expiresAt }, by, {
    kind: "decision",
    file_id: file.id,
    decision: decision.decision,
    reason: decision.reason,
    version,
    criteria_version: decision.criteria_version,
    score: decision.score,
  });
  return decision;
}

function isSame(before: Decision, { decision, reason = null, note = null }: DecisionUpdate) {
  return before.decision === decision && before.reason === reason && before.note === note;
}
