import { keys } from "@/lib/kv/keys.ts";
import { MUTATIONS_PER_COMMIT } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { StoredEvent } from "@/lib/progress/log.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";

/** Four files' events for two full batches of 1,000, and as many again to come back to. */
export const MAX_LOG_EVENTS = 20_000;
/** The store is bounded: an event may have 48 KiB, so the number alone wouldn't bound it. */
export const MAX_LOG_BYTES = 32 * 1024 * 1024;
/** How many a commit deletes at most: more than it appends, and the rest is for what it writes. */
export const MAX_TRIMMED = 0.35 * MUTATIONS_PER_COMMIT;

/** The head without the oldest events that are too many, and the keys of these. */
export async function trim(
  store: Store,
  user: string,
  head: LogHead,
  limits: { events: number; bytes: number } = { events: MAX_LOG_EVENTS, bytes: MAX_LOG_BYTES },
): Promise<{ head: LogHead; deleted: Deno.KvKey[] }> {
  const deleted: Deno.KvKey[] = [];
  let { first, bytes } = head;
  const average = bytes / (head.seq - first + 1);
  const isOver = () => head.seq - first + 1 > limits.events || bytes > limits.bytes;
  if (!isOver()) return { head, deleted };
  const start = keys.event(user, head.epoch, first);
  const end = keys.event(user, head.epoch, head.seq + 1);
  const selector = { start, end };
  for await (const { key, value } of store.list<StoredEvent>(selector, { batchSize: 50 })) {
    const [, , seq] = keys.event.parse(key);
    deleted.push(key);
    bytes -= value.data.length + average * (seq - first); // events that expired aren't there to weigh
    first = seq + 1;
    if (!isOver() || deleted.length >= MAX_TRIMMED) break;
  }
  return { head: { ...head, first, bytes: Math.max(0, Math.round(bytes)) }, deleted };
}
