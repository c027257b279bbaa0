import { FOREVER } from "@/lib/kv/atomic_operation.ts";
import { keys, recordTables, userTables } from "@/lib/kv/keys.ts";
import { ENTRIES_PER_BATCH, MUTATIONS_PER_COMMIT } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import { type LogHead, newHead } from "@/lib/progress/log_head.ts";
import { sealRecords } from "@/lib/record/seal_records.ts";
import { CLEANED, type CleanupCounts, type CleanupReport } from "@/lib/wire/cleanup_report.ts";

const KEYS_PER_COMMIT = Math.min(ENTRIES_PER_BATCH, MUTATIONS_PER_COMMIT);
/** Listing reads the values too, and those of these tables are large. */
const LARGE: ReadonlySet<unknown> = new Set([keys.blobChunk, keys.result, keys.event]);

/** Who deletes, and what becomes of the records. */
export interface SweepOptions {
  /** Default the user. */
  by?: string;
  /** Whether records go too where they are kept for longer than what they tell of. */
  withRecord?: boolean;
}

/** A deletion that has begun; of versions before records, its time alone. */
interface SweepRecord {
  at: string;
  withRecord: boolean;
}

/**
 * Forgets all of a user. The head of the log is marked first, and every commit about the user checks
 * the head, so that nothing is added while it lasts; then the tables go, jobs first, and the head
 * last. A sweep that dies is found by its record and done again.
 */
export class UserSweep {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Deletes all of the user; doing it again changes nothing. Records stay where they are kept for longer
   * than what they tell of, unless they are to go too; each then says what has happened.
   */
  async delete(
    user: string,
    { by = user, withRecord = false }: SweepOptions = {},
  ): Promise<Omit<CleanupReport, "user_id">> {
    const keepsRecord = this.#store.recordRetentionMs > 0 && !withRecord;
    const record = keepsRecord ? "kept" : "deleted";
    const deleted = Object.fromEntries(CLEANED.map((table) => [table, 0])) as CleanupCounts;
    const mark = await this.#mark(user, withRecord);
    if (keepsRecord) await sealRecords(this.#store, mark, { user, by });
    await this.#forgetTokens(user);
    for (const table of keepsRecord ? userTables : [...recordTables, ...userTables]) {
      const batchSize = LARGE.has(table) ? 20 : KEYS_PER_COMMIT;
      const count = await this.#clear(table.prefix(user), { mark, batchSize });
      if (count === null) return { deleted, record };
      if (table.table in deleted) deleted[table.table as keyof CleanupCounts] += count;
    }
    await this.#store.atomic().check(mark).delete(mark.key).delete(keys.sweep(user))
      .delete(keys.userWithJobs(user)).delete(keys.usage(user))
      .set(keys.deadEpoch(mark.value.epoch), true)
      .commit();
    return { deleted, record };
  }

  /** Shares are found by their tokens' hashes too, which don't name the user. */
  async #forgetTokens(user: string): Promise<void> {
    const prefix = keys.share.prefix(user);
    for await (const { value } of this.#store.list<{ hash: string }>({ prefix })) {
      await this.#store.delete(keys.shareByToken(value.hash));
    }
  }

  /** Ends deletions that have begun and not ended, as they were asked for; returns how many. */
  async finish(): Promise<number> {
    const prefix = keys.sweep.prefix();
    const begun = await Array.fromAsync(this.#store.list<SweepRecord | string>({ prefix }));
    for (const { key, value } of begun) {
      const [user] = keys.sweep.parse(key);
      await this.delete(user, { withRecord: typeof value === "object" && value.withRecord });
    }
    return begun.length;
  }

  /** From here on nothing is appended for the user. */
  async #mark(user: string, withRecord: boolean): Promise<Deno.KvEntry<LogHead>> {
    const key = keys.head(user);
    for (;;) {
      const entry = await this.#store.get<LogHead>(key);
      if (entry.value?.sweeping) return entry;
      const value: LogHead = { ...entry.value ?? newHead(), sweeping: true };
      const sweep: SweepRecord = { at: new Date().toISOString(), withRecord };
      const { ok } = await this.#store.atomic().check(entry)
        .set(key, value, FOREVER).set(keys.sweep(user), sweep, FOREVER)
        .commit();
      if (!ok) continue;
      const marked = await this.#store.get<LogHead>(key);
      if (marked.value?.sweeping) return marked as Deno.KvEntry<LogHead>;
    }
  }

  /** Deletes what is below `prefix`; null where another sweep of the same user has ended meanwhile. */
  async #clear(
    prefix: Deno.KvKey,
    { mark, batchSize }: { mark: Deno.KvEntry<LogHead>; batchSize: number },
  ): Promise<number | null> {
    let count = 0;
    for (;;) {
      const operation = this.#store.atomic().check(mark);
      let found = 0;
      const options = { limit: KEYS_PER_COMMIT, batchSize };
      for await (const { key } of this.#store.list({ prefix }, options)) {
        operation.delete(key);
        found++;
      }
      if (found === 0) return count;
      if (!(await operation.commit()).ok) {
        // A remote commit that failed may have landed: the mark tells whether the sweep goes on.
        const { versionstamp } = await this.#store.get(mark.key);
        if (versionstamp !== mark.versionstamp) return null;
      }
      count += found;
      if (found < KEYS_PER_COMMIT) return count;
    }
  }
}
