import { AtomicOperation, expiryOf, type Keep } from "@/lib/kv/atomic_operation.ts";
import { ENTRIES_PER_BATCH, KEYS_PER_READ } from "@/lib/kv/limits.ts";

export interface StoreOptions {
  /** How long what is written is kept where nothing else is said, in milliseconds. */
  retentionMs: number;
  /** How long records are kept at least, in milliseconds; default 0: as long as their batches. */
  recordRetentionMs?: number;
}

/**
 * The database, as all but `lib/kv` see it: Deno KV, in which everything expires. To keep a record
 * for ever must be said by {@linkcode FOREVER}, so that it can't be forgotten.
 */
export class Store {
  readonly retentionMs: number;
  readonly recordRetentionMs: number;
  readonly #kv: Deno.Kv;

  constructor(kv: Deno.Kv, { retentionMs, recordRetentionMs = 0 }: StoreOptions) {
    this.#kv = kv;
    this.retentionMs = retentionMs;
    this.recordRetentionMs = recordRetentionMs;
  }

  get<T>(key: Deno.KvKey): Promise<Deno.KvEntryMaybe<T>> {
    return this.#kv.get<T>(key);
  }

  /** The entries of any number of keys; up to ten are read at one moment, more at several. */
  async getMany<T extends readonly unknown[]>(
    keys: readonly [...{ [K in keyof T]: Deno.KvKey }],
  ): Promise<{ [K in keyof T]: Deno.KvEntryMaybe<T[K]> }> {
    if (keys.length > 0 && keys.length <= KEYS_PER_READ) return await this.#kv.getMany<T>(keys);
    const parts: Promise<Deno.KvEntryMaybe<unknown>[]>[] = [];
    for (let start = 0; start < keys.length; start += KEYS_PER_READ) {
      parts.push(this.#kv.getMany<unknown[]>(keys.slice(start, start + KEYS_PER_READ)));
    }
    const entries = (await Promise.all(parts)).flat();
    return entries as unknown as { [K in keyof T]: Deno.KvEntryMaybe<T[K]> };
  }

  /** Fetches as many entries at once as may be, unless told otherwise: where values are large. */
  list<T>(selector: Deno.KvListSelector, options?: Deno.KvListOptions): Deno.KvListIterator<T> {
    return this.#kv.list<T>(selector, options ?? { batchSize: ENTRIES_PER_BATCH });
  }

  set(key: Deno.KvKey, value: unknown, keep?: Keep): Promise<Deno.KvCommitResult> {
    return this.#kv.set(key, value, expiryOf(keep, this.retentionMs));
  }

  delete(key: Deno.KvKey): Promise<void> {
    return this.#kv.delete(key);
  }

  atomic(): AtomicOperation {
    return new AtomicOperation(this.#kv.atomic(), this.retentionMs);
  }

  /** Calls `handler` with each message that comes; may be called once. */
  listenQueue(handler: (message: unknown) => void): void {
    this.#kv.listenQueue(handler);
  }
}
