import type { Batch } from "@/lib/batches/batch.ts";
import type { BatchOperations } from "@/lib/batches/batch_operations.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Transaction } from "@/lib/kv/transaction.ts";

/** Whoever adds files has gone when nothing has changed for so long, in milliseconds. */
const ABANDONED_MS = 3_600_000;

/** Has a commit note whether the batch waits for more files. */
export function noteOpen(tx: Transaction, { user, id, open }: Batch, expireIn: number): void {
  const key = keys.openBatch(user, id);
  if (open) tx.set(key, true, { expireIn });
  else tx.delete(key);
}

/** Closes open batches that have been left alone for an hour; returns how many there were. */
export async function closeAbandoned(
  { kv, operations }: { kv: Deno.Kv; operations: BatchOperations },
  now: number,
): Promise<number> {
  let closed = 0;
  const prefix = keys.openBatch("", "").slice(0, 1);
  for await (const { key } of kv.list({ prefix })) {
    const [, user, id] = key as string[];
    const { value } = await kv.get<Batch>(keys.batch(user, id));
    if (!value || Math.abs(now - Date.parse(value.updatedAt)) < ABANDONED_MS) continue;
    await operations.close(user, id);
    closed++;
  }
  return closed;
}
