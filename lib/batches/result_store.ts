import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Assessment } from "@/lib/resume/assess.ts";

const encoder = new TextEncoder();

/** Writes what a file's screening comes to, under the token of the attempt: the file's end names it. */
export class ResultStore {
  readonly #kv: Deno.Kv;
  readonly #blobs: BlobStore;
  readonly #retentionMs: number;

  constructor(kv: Deno.Kv, blobs: BlobStore, retentionMs: number) {
    this.#kv = kv;
    this.#blobs = blobs;
    this.#retentionMs = retentionMs;
  }

  /**
   * Writes the text and the result of an attempt. The text is a blob with the attempt's name.
   *
   * @throws {LeaseLostError}
   */
  async write(lease: Lease, file: BatchFile, text: string, result: Assessment): Promise<void> {
    const key = keys.result(file.user, file.batch, file.id, lease.token);
    const bytes = encoder.encode(JSON.stringify(result));
    await this.#blobs.put(file.user, [encoder.encode(text)], {
      id: lease.token,
      commit: (build) =>
        lease.commit((operation) => {
          build(operation);
          operation.set(key, bytes, { expireIn: this.#retentionMs });
        }),
    });
  }

  /** Deletes what an attempt wrote that didn't end the file. */
  async forget(file: BatchFile, attempt: string): Promise<void> {
    await this.#blobs.delete(file.user, attempt);
    await this.#kv.delete(keys.result(file.user, file.batch, file.id, attempt));
  }

  /** Deletes what earlier attempts at a file left behind when they died. */
  async forgetAll(file: BatchFile): Promise<void> {
    const prefix = keys.result(file.user, file.batch, file.id, "").slice(0, 4);
    for await (const { key } of this.#kv.list({ prefix })) {
      await this.forget(file, key[4] as string);
    }
  }
}
