import { ulid } from "ulid";
import type { FreshBlobs } from "@/lib/blobs/fresh_blobs.ts";
import type { AtomicOperation } from "@/lib/kv/atomic_operation.ts";
import { keys } from "@/lib/kv/keys.ts";
import { BYTES_PER_COMMIT, BYTES_PER_VALUE } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { Transaction } from "@/lib/kv/transaction.ts";

/** What is known of a blob; written last, so that a blob either is whole or isn't there. */
interface Manifest {
  size: number;
  chunks: number;
}

/** What `set` needs to have: an atomic operation, or a transaction that becomes one. */
type Writer = Pick<Transaction | AtomicOperation, "set">;

/**
 * Adds what a blob needs to an operation, `bytes` of it, and commits it, now or later in this order.
 * @throws {Error} it may not be written
 */
export type Commit = (
  build: (operation: AtomicOperation) => void,
  bytes: number,
) => Promise<void>;

export interface PutOptions {
  /** Default a new one. Whoever names a blob sees to it that the name is used once. */
  id?: string;
  /** Each write goes through it. */
  commit: Commit;
  /** Whether it is about to be read by this process, which then needs no reading. */
  isFresh?: boolean;
}

/** 60 KiB: how bytes are stored comes on top. */
const CHUNK_BYTES = BYTES_PER_VALUE - 4 * 1024;
/** Six: half a commit keeps other commits from waiting long. */
const CHUNKS_PER_COMMIT = Math.floor(BYTES_PER_COMMIT / 2 / CHUNK_BYTES);
/** Chunks, which have to be read to find their keys: 3 MiB at most. */
const DELETED_AT_ONCE = 50;

/** Bytes of any size in KV, in chunks that expire together with their manifest. */
export class BlobStore implements Disposable {
  readonly #store: Store;
  readonly #fresh: FreshBlobs | null;

  /** Without `fresh`, what is stored is read from the database only. */
  constructor(store: Store, fresh: FreshBlobs | null = null) {
    this.#store = store;
    this.#fresh = fresh;
  }

  /**
   * Stores what `content` yields. What it throws is thrown on, after the chunks written so far are
   * deleted.
   */
  async put(
    user: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    { id = ulid(), commit, isFresh = false }: PutOptions,
  ): Promise<{ id: string; size: number }> {
    let chunks = 0;
    let size = 0;
    let waiting: Uint8Array[] = [];
    let kept: Uint8Array[] | null = isFresh && this.#fresh ? [] : null;
    const flush = (last: boolean) => {
      const part = { first: chunks - waiting.length, chunks: waiting };
      const manifest = last ? { size, chunks } : null;
      const bytes = waiting.reduce((sum, chunk) => sum + chunk.length, 0);
      return commit((operation) => this.#add(operation, user, id, part, manifest), bytes);
    };
    try {
      for await (const chunk of chunked(content)) {
        if (waiting.length === CHUNKS_PER_COMMIT) {
          await flush(false);
          waiting = [];
        }
        waiting.push(chunk);
        chunks++;
        size += chunk.length;
        if (kept && this.#fresh!.hasRoom(size)) kept.push(chunk);
        else kept = null;
      }
      await flush(true);
      if (kept) this.#fresh!.add(user, id, kept);
    } catch (error) {
      await this.delete(user, id);
      throw error;
    }
    return { id, size };
  }

  /** Adds a blob of one chunk, 60 KiB at most, to a transaction. */
  add(tx: Transaction, user: string, id: string, bytes: Uint8Array): void {
    const manifest = { size: bytes.length, chunks: 1 };
    this.#add(tx, user, id, { first: 0, chunks: [bytes] }, manifest);
  }

  /** As `get`, for the one who reads it but once: what was stored just now needn't be read. */
  async take(user: string, id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#fresh?.take(user, id) ?? await this.get(user, id);
  }

  /** The bytes, or null where they are gone. */
  async get(user: string, id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    // Most blobs have one chunk or two: these come in one read.
    const [{ value: manifest }, ...first] = await this.#store.getMany<
      [Manifest, Uint8Array, Uint8Array]
    >([keys.blob(user, id), keys.blobChunk(user, id, 0), keys.blobChunk(user, id, 1)]);
    if (!manifest) return null;
    const bytes = new Uint8Array(manifest.size);
    let offset = 0;
    const add = (chunk: Uint8Array | null): boolean => {
      if (!chunk || offset + chunk.length > manifest.size) return false;
      bytes.set(chunk, offset);
      offset += chunk.length;
      return true;
    };
    for (const { value } of first.slice(0, manifest.chunks)) if (!add(value)) return null;
    if (manifest.chunks > first.length) {
      const start = keys.blobChunk(user, id, first.length);
      const selector = { prefix: keys.blobChunk.prefix(user, id), start };
      const options = { batchSize: CHUNKS_PER_COMMIT };
      for await (const { value } of this.#store.list<Uint8Array>(selector, options)) {
        if (!add(value)) return null;
      }
    }
    return offset === manifest.size ? bytes : null;
  }

  /** As `get`, of many: most texts are of one chunk, and several of those come in one read. */
  async getMany(
    user: string,
    ids: readonly string[],
  ): Promise<(Uint8Array<ArrayBuffer> | null)[]> {
    const first = await this.#store.getMany<(Manifest | Uint8Array<ArrayBuffer>)[]>(
      ids.flatMap((id) => [keys.blob(user, id), keys.blobChunk(user, id, 0)]),
    );
    return await Promise.all(ids.map((id, i) => {
      const manifest = first[2 * i].value as Manifest | null;
      const chunk = first[2 * i + 1].value as Uint8Array<ArrayBuffer> | null;
      if (!manifest) return null;
      const isWhole = manifest.chunks === 1 && chunk?.length === manifest.size;
      return isWhole ? chunk : this.get(user, id);
    }));
  }

  /** The bytes chunk by chunk, as they are taken, and how many; null where they are gone. */
  async open(
    user: string,
    id: string,
  ): Promise<{ size: number; body: ReadableStream<Uint8Array<ArrayBuffer>> } | null> {
    const { value: manifest } = await this.#store.get<Manifest>(keys.blob(user, id));
    if (!manifest) return null;
    let next = 0;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: async (controller) => {
        if (next === manifest.chunks) return controller.close();
        const key = keys.blobChunk(user, id, next++);
        const { value } = await this.#store.get<Uint8Array<ArrayBuffer>>(key);
        if (value) controller.enqueue(value);
        else controller.error(new Error("Cannot read on: the bytes are gone"));
      },
    }, { highWaterMark: 0 });
    return { size: manifest.size, body };
  }

  /** What waits in memory is let go; it stands in the database. */
  [Symbol.dispose](): void {
    this.#fresh?.[Symbol.dispose]();
  }

  /** Deletes the blob, or what there is of it. */
  async delete(user: string, id: string): Promise<void> {
    this.#fresh?.drop(user, id);
    await this.#store.delete(keys.blob(user, id));
    const prefix = keys.blobChunk.prefix(user, id);
    const options = { batchSize: CHUNKS_PER_COMMIT };
    for await (const { key } of this.#store.list({ prefix }, options)) {
      await this.#store.delete(key);
    }
  }

  /** Deletes the user's blobs from `first` up to `end`, `end` left out; also those half written. */
  async deleteBetween(user: string, first: string, end: string): Promise<void> {
    const selector = { start: keys.blobChunk(user, first, 0), end: keys.blobChunk(user, end, 0) };
    for (;;) {
      const entries = await Array.fromAsync(this.#store.list(selector, { limit: DELETED_AT_ONCE }));
      if (entries.length === 0) return;
      const operation = this.#store.atomic();
      for (const { key } of entries) {
        const [, id] = keys.blobChunk.parse(key);
        this.#fresh?.drop(user, id);
        operation.delete(keys.blob(user, id)).delete(key);
      }
      await operation.commit();
    }
  }

  #add(
    to: Writer,
    user: string,
    id: string,
    part: { first: number; chunks: Uint8Array[] },
    manifest: Manifest | null,
  ): void {
    for (const [i, chunk] of part.chunks.entries()) {
      to.set(keys.blobChunk(user, id, part.first + i), chunk);
    }
    if (manifest) to.set(keys.blob(user, id), manifest);
  }
}

/** The same bytes in chunks of `CHUNK_BYTES`, the last one shorter. */
async function* chunked(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  for await (let bytes of content) {
    while (bytes.length > 0) {
      const part = bytes.subarray(0, CHUNK_BYTES - filled);
      chunk.set(part, filled);
      filled += part.length;
      bytes = bytes.subarray(part.length);
      if (filled < CHUNK_BYTES) continue;
      yield chunk;
      chunk = new Uint8Array(CHUNK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.slice(0, filled);
}
