import type { Batch } from "@/lib/batches/batch.ts";
import { addJob, newJob } from "@/lib/jobs/job.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";

/**
 * Deletes a batch: it is gone with this commit, which tells of it and adds the job that takes away all
 * that belonged to it, however often a process dies meanwhile. Returns whether there was one.
 */
export async function deleteBatch(writer: LogWriter, user: string, id: string): Promise<boolean> {
  const { value } = await writer.append(user, async (tx) => {
    const batch = await tx.get<Batch>(keys.batch(user, id));
    if (!batch) return false;
    tx.delete(keys.batch(user, id));
    tx.delete(keys.jobDescription(user, id));
    addJob(tx, newJob({ id: `${id}-delete`, user, batch: id, kind: "delete" }));
    tx.appendBatch({ batch_id: id, change: "deleted" });
    return true;
  });
  return value;
}
