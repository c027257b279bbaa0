import type { Batch } from "@/lib/batches/batch.ts";
import type { Keep } from "@/lib/kv/atomic_operation.ts";

/** KV takes no time that is over. In milliseconds. */
const SHORTEST_MS = 1000;

/** When a batch that is written at `now` expires. */
export function expiryOf(now: Date, retentionMs: number): string {
  return new Date(now.getTime() + retentionMs).toISOString();
}

/** How long what is added to a batch is kept: it goes with the batch, whenever it came. */
export function keepWith(
  { expiresAt }: Pick<Batch, "expiresAt">,
  retentionMs: number,
  now: Date = new Date(),
): Keep {
  if (expiresAt === undefined) return { expireIn: retentionMs };
  return { expireIn: Math.max(SHORTEST_MS, Date.parse(expiresAt) - now.getTime()) };
}
