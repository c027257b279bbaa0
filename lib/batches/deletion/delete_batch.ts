import type { Batch } from "@/lib/batches/batch.ts";
import { addJob, newJob } from "@/lib/jobs/job.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { addLine } from "@/lib/record/record_chain.ts";
import type { BatchDeletion } from "@/lib/wire/batch.ts";

/** Who deletes, and what becomes of the record. */
export interface DeletionOptions {
  /** Default the user. */
  by?: string;
  /** Whether the record goes too where it is kept for longer than its batch. */
  withRecord?: boolean;
}

/**
 * Deletes a batch: it is gone with this commit, which tells of it and adds the job that takes away all
 * that belonged to it, however often a process dies meanwhile. The record stays where records are kept,
 * unless it is to go too; then it goes also after its batch has.
 */
export async function deleteBatch(
  writer: LogWriter,
  user: string,
  id: string,
  { by = user, withRecord = false }: DeletionOptions = {},
): Promise<BatchDeletion> {
  const { value } = await writer.append(user, async (tx): Promise<BatchDeletion> => {
    const batch = await tx.get<Batch>(keys.batch(user, id));
    const isRecorded = await tx.peek(keys.recordEnd(user, id)) !== null;
    const keepsRecord = isRecorded && tx.recordRetentionMs > 0 && !withRecord;
    const record = keepsRecord ? "kept" : "deleted";
    if (!batch && !(isRecorded && withRecord)) return { batch_id: id, deleted: false, record };
    if (batch) {
      tx.delete(keys.batch(user, id));
      tx.delete(keys.jobDescription(user, id));
      tx.appendBatch({ batch_id: id, change: "deleted" });
    }
    if (keepsRecord) await putErased(tx, { user, batch: id }, by);
    else tx.delete(keys.recordEnd(user, id));
    addJob(tx, { ...newJob({ id: `${id}-delete`, user, batch: id, kind: "delete" }), keepsRecord });
    return { batch_id: id, deleted: batch !== null, record };
  });
  return value;
}

function putErased(
  tx: LogTransaction,
  place: { user: string; batch: string },
  by: string,
): Promise<void> {
  return addLine(tx, place, by, { kind: "erased", what: "batch", file_id: null, sha256: null });
}
