import { ulid } from "ulid";
import { UploadKeyReusedError } from "@/lib/batches/batch_errors.ts";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import type { AtomicOperation } from "@/lib/kv/atomic_operation.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";

/** What a request with an Idempotency-Key has come to. */
export interface IdempotencyRecord {
  batch: string;
  /** Of all that the request said; what comes with the key and says something else is another. */
  digest: string;
  /** Ids of the files accepted so far, in the request's order. */
  accepted: string[];
  /** Whether these are all. */
  complete: boolean;
  /** Blob of the answer, once it was given. */
  response: string | null;
}

/**
 * Sees that a key stands for one request.
 *
 * @throws {UploadKeyReusedError}
 */
export function checkSame(
  record: IdempotencyRecord | null,
  { key, digest }: { key: string; digest: string },
): void {
  // Records of versions before have none; they expire.
  if (record?.digest && record.digest !== digest) throw new UploadKeyReusedError(key);
}

/** Remembers requests by their Idempotency-Key, so that a repeated one has no second effect. */
export class IdempotencyStore {
  readonly #store: Store;
  readonly #blobs: BlobStore;

  constructor(store: Store, blobs: BlobStore) {
    this.#store = store;
    this.#blobs = blobs;
  }

  /** What is known of an earlier request with this key. */
  async find(user: string, key: string): Promise<IdempotencyRecord | null> {
    return (await this.#store.get<IdempotencyRecord>(keys.idempotency(user, key))).value;
  }

  /** The answer that was given, as JSON text. */
  async response(user: string, record: IdempotencyRecord): Promise<string | null> {
    const bytes = record.response && await this.#blobs.get(user, record.response);
    return bytes ? new TextDecoder().decode(bytes) : null;
  }

  /** Keeps the answer: 1,000 files make more than one KV value. */
  async keep(user: string, key: string, response: unknown): Promise<void> {
    const entry = await this.#store.get<IdempotencyRecord>(keys.idempotency(user, key));
    if (!entry.value || entry.value.response) return;
    const id = ulid();
    const bytes = new TextEncoder().encode(JSON.stringify(response));
    const commit = async (build: (operation: AtomicOperation) => void) => {
      const operation = this.#store.atomic().check(entry);
      build(operation);
      if (!(await operation.commit()).ok) throw new OutdatedError();
    };
    try {
      await this.#blobs.put(user, [bytes], { id, commit });
      const value: IdempotencyRecord = { ...entry.value, response: id };
      await commit((operation) => operation.set(entry.key, value));
    } catch (error) {
      await this.#blobs.delete(user, id);
      if (!(error instanceof OutdatedError)) throw error;
    }
  }
}

/** Another try has answered meanwhile, or the user was deleted. */
class OutdatedError extends Error {}
