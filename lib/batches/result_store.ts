import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import type { AtomicOperation } from "@/lib/kv/atomic_operation.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { Transaction } from "@/lib/kv/transaction.ts";
import type { Assessment } from "@/lib/wire/result.ts";

export interface ResultStoreOptions {
  store: Store;
  blobs: BlobStore;
}

/** A commit takes the results of seven files at most, and stays far from its bytes. */
const MAX_SHARED_BYTES = 32 * 1024;

const encoder = new TextEncoder();

/** Writes what a file's screening comes to, under the token of the attempt: the file's end names it. */
export class ResultStore {
  readonly #options: ResultStoreOptions;

  constructor(options: ResultStoreOptions) {
    this.#options = options;
  }

  /**
   * Readies the text and the result of an attempt for the commit that ends the file: returns what adds
   * them to it. The text is a blob with the attempt's name; a large one is written at once.
   *
   * @throws {LeaseLostError}
   */
  async ready(
    lease: Lease,
    file: BatchFile,
    text: string,
    result: Assessment,
  ): Promise<(tx: Transaction) => void> {
    const { blobs } = this.#options;
    const key = keys.result(file.user, file.batch, file.id, lease.token);
    const bytes = encoder.encode(JSON.stringify(result));
    const content = encoder.encode(text);
    const isShared = content.length <= MAX_SHARED_BYTES;
    if (!isShared) {
      const commit = (build: (operation: AtomicOperation) => void) => lease.commit(build);
      await blobs.put(file.user, [content], { id: lease.token, commit });
    }
    return (tx) => {
      if (isShared) blobs.add(tx, file.user, lease.token, content);
      tx.set(key, bytes);
    };
  }

  /** Deletes what an attempt wrote that didn't end the file. */
  async forget(file: BatchFile, attempt: string): Promise<void> {
    await this.#options.blobs.delete(file.user, attempt);
    await this.#options.store.delete(keys.result(file.user, file.batch, file.id, attempt));
  }

  /** Deletes what earlier attempts at a file left behind when they died. */
  async forgetAll(file: BatchFile): Promise<void> {
    const prefix = keys.result.prefix(file.user, file.batch, file.id);
    for await (const { key } of this.#options.store.list({ prefix })) {
      const [, , , attempt] = keys.result.parse(key);
      await this.forget(file, attempt);
    }
  }
}
