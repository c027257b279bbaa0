import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";
import { type ChainEnd, lineAfter, type StoredLine } from "@/lib/record/record_chain.ts";

/**
 * Puts on the record of each of a user's batches that the user is being deleted: its last line, once.
 * The log's head is marked, so that nothing else is added meanwhile.
 */
export async function sealRecords(
  store: Store,
  mark: Deno.KvEntry<LogHead>,
  { user, by }: { user: string; by: string },
): Promise<void> {
  const expireIn = store.recordRetentionMs;
  const entry = { kind: "erased", what: "user", file_id: null, sha256: null } as const;
  const prefix = keys.recordEnd.prefix(user);
  for (const found of await Array.fromAsync(store.list<ChainEnd>({ prefix }))) {
    const [, batch] = keys.recordEnd.parse(found.key);
    if (found.value.sealed) continue;
    const { line, end } = lineAfter(found.value, { entry, by, at: new Date().toISOString() });
    const stored: StoredLine = { line, nonce: crypto.randomUUID() };
    // Where it fails another sweep of the user was faster, or a copy of it has landed.
    await store.atomic().check(mark).check(found)
      .set(keys.recordLine(user, batch, end.seq), stored, { expireIn })
      .set(found.key, { ...end, sealed: true }, { expireIn: 2 * expireIn })
      .commit();
  }
}
