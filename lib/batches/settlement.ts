import { keys } from "@/lib/kv/keys.ts";
import { type Batch, finalStatus, isSettled, progressOf } from "@/lib/batches/batch.ts";
import { expiryOf } from "@/lib/batches/kept_until.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { BatchView } from "@/lib/batches/blind/batch_view.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { RankedFile } from "@/lib/wire/progress.ts";

/** The best that the final event of a batch names. */
const MAX_RESULTS = 100;
/** Bytes of JSON; an event has 48 KiB, and this is the larger part of it. */
const MAX_RESULTS_BYTES = 32 * 1024;

const encoder = new TextEncoder();

/**
 * Writes a changed batch and tells of it: with the final event where every file has ended, else
 * with one that a later change in the same commit takes the place of. Returns it as it was written.
 */
export async function settle(tx: LogTransaction, written: Batch): Promise<Batch> {
  const changed = { ...written, expiresAt: expiryOf(new Date(), tx.retentionMs) };
  const key = keys.batch(changed.user, changed.id);
  const event = `${changed.id} ${changed.run}`;
  if (!isSettled(changed)) {
    tx.set(key, changed);
    tx.appendProgress(progressOf(changed), event);
    return changed;
  }
  const batch: Batch = { ...changed, status: finalStatus(changed), pending: null };
  tx.set(key, batch);
  tx.appendProgress(progressOf(batch, await bestOf(tx, batch)), event);
  return batch;
}

/**
 * The best of the batch, as many as fit. Their names are read at once: while this commit is made
 * ready, all others of the user wait.
 */
export async function bestOf(tx: LogTransaction, batch: Batch): Promise<RankedFile[]> {
  const prefix = keys.fileByScore.prefix(batch.user, batch.id);
  const places = await tx.list(prefix, MAX_RESULTS);
  const files = await tx.peekMany<BatchFile>(
    places.map(({ key }) => {
      const [user, id, , file] = keys.fileByScore.parse(key);
      return keys.file(user, id, file);
    }),
  );
  const view = BatchView.of(batch);
  const best: RankedFile[] = [];
  let bytes = 2;
  for (const file of files) {
    if (file?.score == null) continue;
    const { id, name, score } = file;
    const ranked = view.ranked({ file_id: id, name, score, rank: best.length + 1 });
    bytes += encoder.encode(JSON.stringify(ranked)).length + 1;
    if (bytes > MAX_RESULTS_BYTES) break;
    best.push(ranked);
  }
  return best;
}
