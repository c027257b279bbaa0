import type { AtomicOperation, Keep } from "@/lib/kv/atomic_operation.ts";
import { ENTRIES_PER_BATCH } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";

/** A value and the version it was read at; `null` where there is none. */
export interface Versioned {
  value: unknown;
  versionstamp: string | null;
}

interface Write {
  key: Deno.KvKey;
  value?: unknown;
  keep?: Keep;
}

interface Read extends Versioned {
  key: Deno.KvKey;
  /** Whether the commit checks it. */
  checked: boolean;
}

/** By what name a cache knows a key. */
export const name = (key: Deno.KvKey): string => JSON.stringify(key);

/**
 * Reads and writes gathered for one commit. Every read is checked by the commit, once, and sees the
 * writes that were gathered before it. A child gathers on top of its parent and is absorbed by it,
 * or dropped without a trace.
 */
export class Transaction {
  protected readonly store: Store;
  protected readonly cache: ReadonlyMap<string, Versioned>;
  readonly #parent: Transaction | null;
  readonly #reads = new Map<string, Read>();
  readonly #writes = new Map<string, Write>();
  readonly #isFresh: boolean;
  #usedCache = false;

  /** A fresh one reads for itself whatever others remember. */
  constructor(
    store: Store,
    cache: ReadonlyMap<string, Versioned>,
    { parent = null, isFresh = false }: { parent?: Transaction | null; isFresh?: boolean } = {},
  ) {
    this.store = store;
    this.cache = cache;
    this.#parent = parent;
    this.#isFresh = isFresh;
  }

  child(isFresh = false): Transaction {
    return new Transaction(this.store, this.cache, { parent: this, isFresh });
  }

  /**
   * The value under `key`, as of this transaction; the commit fails if it changes meanwhile. What the
   * caller has `known` of it spares the reading: the check tells whether it was right.
   */
  get<T>(key: Deno.KvKey, known?: Versioned): Promise<T | null> {
    return this.#read(key, { known, checked: true });
  }

  /**
   * As `get`, for what no commit writes that doesn't change something else that this one checks: so it
   * has no check of its own.
   */
  getUnchecked<T>(key: Deno.KvKey): Promise<T | null> {
    return this.#read(key, { checked: false });
  }

  async #read<T>(
    key: Deno.KvKey,
    { known, checked }: { known?: Versioned; checked: boolean },
  ): Promise<T | null> {
    const id = name(key);
    const gathered = this.#lookUp(id);
    if (gathered) return gathered.value as T | null;
    const remembered = this.#isFresh ? undefined : newer(this.cache.get(id), known);
    if (remembered) this.#usedCache = true;
    const { value, versionstamp } = remembered ?? await this.store.get(key);
    this.#reads.set(id, { key, value, versionstamp, checked });
    return value as T | null;
  }

  /** The value under `key` with the writes gathered so far; not checked. */
  async peek<T>(key: Deno.KvKey): Promise<T | null> {
    const known = this.#lookUp(name(key));
    return (known ? known.value : (await this.store.get(key)).value) as T | null;
  }

  /** As `peek`, for many keys at once. */
  async peekMany<T>(wanted: Deno.KvKey[]): Promise<(T | null)[]> {
    const known = wanted.map((key) => this.#lookUp(name(key)));
    const unknown = wanted.filter((_, i) => !known[i]);
    const read = (await this.store.getMany<unknown[]>(unknown)).values();
    return known.map((entry) => (entry ?? read.next().value!).value as T | null);
  }

  /** The first `limit` entries below `prefix`, gathered writes included; not checked. */
  async list<T>(
    prefix: Deno.KvKey,
    limit: number,
  ): Promise<{ key: Deno.KvKey; value: T }[]> {
    const start = name(prefix).slice(0, -1) + ",";
    const writes = this.#allWrites().filter(([id]) => id.startsWith(start)).toArray();
    const deletions = writes.filter(([, write]) => write.value === undefined).length;
    const wanted = limit + deletions;
    const options = { limit: wanted, batchSize: Math.min(wanted, ENTRIES_PER_BATCH) };
    const found = new Map<string, { key: Deno.KvKey; value: T }>();
    for await (const entry of this.store.list<T>({ prefix }, options)) {
      found.set(name(entry.key), entry);
    }
    for (const [id, write] of writes) {
      if (write.value === undefined) found.delete(id);
      else found.set(id, { key: write.key, value: write.value as T });
    }
    return [...found.values()].sort((a, b) => compareKeys(a.key, b.key)).slice(0, limit);
  }

  /** Kept for the store's retention unless told otherwise. */
  set(key: Deno.KvKey, value: unknown, keep?: Keep): void {
    this.#writes.set(name(key), { key, value, keep });
  }

  delete(key: Deno.KvKey): void {
    this.#writes.set(name(key), { key });
  }

  /** Takes over all that `child` gathered. */
  absorb(child: Transaction): void {
    for (const [id, read] of child.#reads) this.#reads.set(id, read);
    for (const [id, write] of child.#writes) this.#writes.set(id, write);
    this.#usedCache ||= child.#usedCache;
  }

  /** How long what it sets is kept, in milliseconds. */
  get retentionMs(): number {
    return this.store.retentionMs;
  }

  /** How long records are kept at least, in milliseconds. */
  get recordRetentionMs(): number {
    return this.store.recordRetentionMs;
  }

  /** Whether a read was answered by the cache, and so may be stale until the commit says otherwise. */
  get usedCache(): boolean {
    return this.#usedCache;
  }

  get checks(): number {
    return this.#reads.values().reduce((sum, { checked }) => sum + Number(checked), 0);
  }

  /** The keys of all that it has read, but for what it only peeked at. */
  get keysRead(): Deno.KvKey[] {
    return this.#reads.values().map(({ key }) => key).toArray();
  }

  /** The names of all that it writes or deletes. */
  get written(): Iterable<string> {
    return this.#writes.keys();
  }

  get mutations(): number {
    return this.#writes.size;
  }

  /** Adds the checks and the writes to an atomic operation. */
  addTo(operation: AtomicOperation): AtomicOperation {
    for (const { key, versionstamp, checked } of this.#reads.values()) {
      if (checked) operation.check({ key, versionstamp });
    }
    for (const { key, value, keep } of this.#writes.values()) {
      if (value === undefined) operation.delete(key);
      else operation.set(key, value, keep);
    }
    return operation;
  }

  /** What was read and then written: after the commit it stands at the commit's version. */
  *rewritten(): Generator<{ key: Deno.KvKey; value: unknown }> {
    for (const id of this.#reads.keys()) {
      const write = this.#writes.get(id);
      if (write && write.value !== undefined) yield { key: write.key, value: write.value };
    }
  }

  #lookUp(id: string): { value: unknown } | undefined {
    const write = this.#writes.get(id);
    if (write) return { value: write.value ?? null };
    const read = this.#reads.get(id);
    if (read || !this.#parent) return read;
    return this.#parent.#lookUp(id);
  }

  *#allWrites(): Generator<[string, Write]> {
    if (this.#parent) yield* this.#parent.#allWrites();
    yield* this.#writes;
  }
}

/** Versions grow. What is gone has none: who remembers that has looked after all who remember one. */
function newer(cached?: Versioned, known?: Versioned): Versioned | undefined {
  if (!cached || !known || cached.versionstamp === null) return cached ?? known;
  return known.versionstamp !== null && known.versionstamp > cached.versionstamp ? known : cached;
}

/** Deno KV's order, for keys whose parts at one place are all numbers or all strings. */
function compareKeys(a: Deno.KvKey, b: Deno.KvKey): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left, right] = [a[i] as string | number, b[i] as string | number];
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
