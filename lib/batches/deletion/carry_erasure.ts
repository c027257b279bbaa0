import { type DeletionServices, forgetRequests } from "@/lib/batches/deletion/carry_deletion.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { keys } from "@/lib/kv/keys.ts";
import { ENTRIES_PER_BATCH } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";

/** An event may have 48 KiB, and listing reads them. */
const EVENTS_PER_READ = 50;

/** Takes away what erased files leave: their bytes, the answers that name them, and the user's old events. */
export async function carryErasure(
  lease: Lease,
  signal: AbortSignal,
  services: Omit<DeletionServices, "results">,
): Promise<void> {
  const { user, batch, blobs = [] } = lease.job;
  for (const blob of blobs) {
    signal.throwIfAborted();
    await services.blobs.delete(user, blob);
  }
  await forgetRequests(services, user, batch);
  await deleteDeadEvents(services.store, user, signal);
  await services.writer.append(user, (tx) => lease.complete(tx));
}

/**
 * Deletes the events of the user's logs but the present one. An epoch that is found and is not the
 * present one's when the head is read after that is over for good.
 */
async function deleteDeadEvents(store: Store, user: string, signal: AbortSignal): Promise<void> {
  let dead: Deno.KvKey[] = [];
  const flush = async () => {
    signal.throwIfAborted();
    const { value: head } = await store.get<LogHead>(keys.head(user));
    const operation = store.atomic();
    for (const key of dead) {
      if (keys.event.parse(key)[1] !== head?.epoch) operation.delete(key);
    }
    dead = [];
    await operation.commit();
  };
  const prefix = keys.event.prefix(user);
  const { value: present } = await store.get<LogHead>(keys.head(user));
  for await (const { key } of store.list({ prefix }, { batchSize: EVENTS_PER_READ })) {
    if (keys.event.parse(key)[1] === present?.epoch) continue;
    dead.push(key);
    if (dead.length === ENTRIES_PER_BATCH) await flush();
  }
  if (dead.length > 0) await flush();
}
