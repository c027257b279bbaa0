import { keys, userTables } from "@/lib/kv/keys.ts";
import { type LogHead, newHead } from "@/lib/progress/log_head.ts";
import { CLEANED, type CleanupCounts } from "@/lib/wire/cleanup_report.ts";

/** A commit takes 1,000 mutations. */
const KEYS_PER_COMMIT = 500;

/**
 * Forgets all of a user. The head of the log is marked first, and every commit about the user checks
 * the head, so that nothing is added while it lasts; then the tables go, jobs first, and the head
 * last. A sweep that dies is found by its record and done again.
 */
export class UserSweep {
  readonly #kv: Deno.Kv;
  readonly #retentionMs: number;

  constructor(kv: Deno.Kv, retentionMs: number) {
    this.#kv = kv;
    this.#retentionMs = retentionMs;
  }

  /** Deletes all of the user; doing it again changes nothing. */
  async delete(user: string): Promise<CleanupCounts> {
    const deleted = Object.fromEntries(CLEANED.map((table) => [table, 0])) as CleanupCounts;
    const mark = await this.#mark(user);
    for (const table of userTables) {
      const count = await this.#clear([table, user], mark);
      if (count === null) return deleted;
      if (table in deleted) deleted[table as keyof CleanupCounts] += count;
    }
    await this.#kv.atomic().check(mark).delete(mark.key).delete(keys.sweep(user))
      .delete(keys.userWithJobs(user)).delete(keys.usage(user))
      .set(keys.deadEpoch(mark.value.epoch), true, { expireIn: this.#retentionMs })
      .commit();
    return deleted;
  }

  /** Users whose deletion has begun and not ended. */
  async unfinished(): Promise<string[]> {
    const users: string[] = [];
    for await (const { key } of this.#kv.list({ prefix: keys.sweep("").slice(0, 1) })) {
      users.push(key[1] as string);
    }
    return users;
  }

  /** From here on nothing is appended for the user. */
  async #mark(user: string): Promise<Deno.KvEntry<LogHead>> {
    const key = keys.head(user);
    for (;;) {
      const entry = await this.#kv.get<LogHead>(key);
      if (entry.value?.sweeping) return entry;
      const value: LogHead = { ...entry.value ?? newHead(), sweeping: true };
      const { ok } = await this.#kv.atomic().check(entry)
        .set(key, value).set(keys.sweep(user), new Date().toISOString()).commit();
      if (!ok) continue;
      const marked = await this.#kv.get<LogHead>(key);
      if (marked.value?.sweeping) return marked as Deno.KvEntry<LogHead>;
    }
  }

  /** Deletes what is below `prefix`; null where another sweep of the same user has ended meanwhile. */
  async #clear(prefix: Deno.KvKey, mark: Deno.KvEntry<LogHead>): Promise<number | null> {
    let count = 0;
    for (;;) {
      const operation = this.#kv.atomic().check(mark);
      let found = 0;
      const options = { limit: KEYS_PER_COMMIT, batchSize: batchSizeOf(prefix) };
      for await (const { key } of this.#kv.list({ prefix }, options)) {
        operation.delete(key);
        found++;
      }
      if (found === 0) return count;
      if (!(await operation.commit()).ok) {
        // A remote commit that failed may have landed: the mark tells whether the sweep goes on.
        const { versionstamp } = await this.#kv.get(mark.key);
        if (versionstamp !== mark.versionstamp) return null;
      }
      count += found;
      if (found < KEYS_PER_COMMIT) return count;
    }
  }
}

/** Listing reads the values too, and those of some tables are large. */
function batchSizeOf([table]: Deno.KvKey): number {
  return table === "blob_chunks" || table === "results" || table === "events" ? 20 : 500;
}
