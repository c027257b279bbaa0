import type { Batch } from "@/lib/batches/batch.ts";
import { addJob, type Job, newJob } from "@/lib/jobs/job.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";

/**
 * The batch with `more` files that have a score by other criteria than its latest. Adds the job that
 * scores them again, where there is none: one that runs looks for more before it ends.
 */
export async function rescoring(tx: LogTransaction, batch: Batch, more: number): Promise<Batch> {
  const id = `${batch.id}-rescore`;
  const job = await tx.get<Job>(keys.job(batch.user, id));
  if (!job) addJob(tx, newJob({ id, user: batch.user, batch: batch.id, kind: "rescore" }));
  return { ...batch, rescoring: { left: (batch.rescoring?.left ?? 0) + more } };
}
