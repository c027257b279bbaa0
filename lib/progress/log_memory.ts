import { keys } from "@/lib/kv/keys.ts";
import { CHECKS_PER_COMMIT, KEYS_PER_READ } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import { name, type Versioned } from "@/lib/kv/transaction.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";

/** Records of one user: those of a few batches under way. */
const MAX_RECORDS = 32;
/** What one read answers for, beside the head and a proof; all that a commit checks. */
const MAX_OUTDATED = Math.max(CHECKS_PER_COMMIT - 1, KEYS_PER_READ - 2);

/**
 * What a process remembers of a user's log: its head and the records that its commits have written. A
 * commit checks all of it, so it may be wrong. What others may have changed is read again by one read, in
 * place of one for each record while the next commit is made ready: others commit meanwhile.
 */
export class LogMemory {
  readonly #store: Store;
  readonly #headKey: Deno.KvKey;
  readonly #records = new Map<string, Versioned & { key: Deno.KvKey }>();
  #head: Deno.KvEntryMaybe<LogHead> | null = null;
  #outdated: Deno.KvKey[] = [];

  constructor(store: Store, user: string) {
    this.#store = store;
    this.#headKey = keys.head(user);
  }

  /** The head; null until `catchUp`. */
  get head(): Deno.KvEntryMaybe<LogHead> | null {
    return this.#head;
  }

  /** By name of their keys. */
  get records(): ReadonlyMap<string, Versioned> {
    return this.#records;
  }

  /**
   * Reads the head, `proofs` and what is outdated, unless the head is known. Returns what was found at
   * the proofs, which is never older than the head.
   */
  async catchUp(proofs: readonly Deno.KvKey[]): Promise<Versioned[]> {
    if (this.#head) return [];
    const wanted = [this.#headKey, ...proofs, ...this.#outdated];
    const found = await this.#store.getMany<unknown[]>(wanted.slice(0, KEYS_PER_READ));
    found.push(...await this.#store.getMany<unknown[]>(wanted.slice(KEYS_PER_READ)));
    const [head, ...others] = found;
    const proven = others.splice(0, proofs.length);
    for (const entry of others) this.#records.set(name(entry.key), entry);
    this.#head = head as Deno.KvEntryMaybe<LogHead>;
    this.#outdated = [];
    return proven;
  }

  /** A commit has landed. */
  remember(tx: LogTransaction, head: LogHead, versionstamp: string): void {
    this.#head = { key: this.#headKey, value: head, versionstamp };
    for (const id of tx.written) this.#records.delete(id);
    if (this.#records.size > MAX_RECORDS) this.#records.clear();
    for (const it of tx.rewritten()) this.#records.set(name(it.key), { ...it, versionstamp });
  }

  /** Others have changed some of it, or of what was `read`: all is read again by `catchUp`. */
  expire(read: readonly Deno.KvKey[] = []): void {
    const known = this.#records.values().map(({ key }) => key);
    const all = new Map([...read, ...known].map((key) => [name(key), key]));
    this.forget();
    this.#outdated = [...all.values()].slice(0, MAX_OUTDATED);
  }

  /** Forgets all; it is read when it is asked for. */
  forget(): void {
    this.#head = null;
    this.#records.clear();
    this.#outdated = [];
  }

  /** Forgets all but the head. */
  forgetRecords(): void {
    this.#records.clear();
  }
}
