import { keys } from "@/lib/kv/keys.ts";
import { KEYS_PER_READ } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { Batch } from "@/lib/batches/batch.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { Assessment, Result } from "@/lib/wire/result.ts";

const decoder = new TextDecoder();

/** Reading of batches and what belongs to them. */
export class BatchStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async get(user: string, id: string): Promise<Batch | null> {
    return (await this.#store.get<Batch>(keys.batch(user, id))).value;
  }

  async file(user: string, batch: string, id: string): Promise<BatchFile | null> {
    return (await this.#store.get<BatchFile>(keys.file(user, batch, id))).value;
  }

  /** What a file is screened by: its record and its batch's job description. */
  async screening(
    user: string,
    batch: string,
    id: string,
  ): Promise<{ file: BatchFile | null; jobDescription: string | null }> {
    const [{ value: file }, { value: bytes }] = await this.#store.getMany<[BatchFile, Uint8Array]>([
      keys.file(user, batch, id),
      keys.jobDescription(user, batch),
    ]);
    return { file, jobDescription: bytes && decoder.decode(bytes) };
  }

  async jobDescription(user: string, batch: string): Promise<string | null> {
    const { value } = await this.#store.get<Uint8Array>(keys.jobDescription(user, batch));
    return value && decoder.decode(value);
  }

  /** The user's batches, newest first, from the one before `cursor` on. */
  async list(user: string, limit: number, cursor: string | null): Promise<Batch[]> {
    const prefix = keys.batch.prefix(user);
    const selector = cursor === null ? { prefix } : { prefix, end: keys.batch(user, cursor) };
    const batches: Batch[] = [];
    for await (const { value } of this.#store.list<Batch>(selector, { limit, reverse: true })) {
      batches.push(value);
    }
    return batches;
  }

  /** All files of a batch, in the order in which they came. */
  async files(user: string, batch: string): Promise<BatchFile[]> {
    const prefix = keys.file.prefix(user, batch);
    const files: BatchFile[] = [];
    for await (const { value } of this.#store.list<BatchFile>({ prefix })) {
      files.push(value);
    }
    return files;
  }

  /** Results of a batch, best first. */
  async *results(
    user: string,
    batch: string,
    { offset = 0, limit = Infinity }: { offset?: number; limit?: number } = {},
  ): AsyncGenerator<Result> {
    const ids = (await this.#ranking(user, batch)).slice(offset, offset + limit);
    for (let start = 0; start < ids.length; start += KEYS_PER_READ) {
      const part = ids.slice(start, start + KEYS_PER_READ);
      const files = await this.#getMany<BatchFile>(part.map((id) => keys.file(user, batch, id)));
      const values = await this.#getMany<Uint8Array>(
        files.map((file, i) => keys.result(user, batch, part[i], file?.attempt ?? "")),
      );
      for (const [i, value] of values.entries()) {
        if (!value) continue;
        const assessment = JSON.parse(decoder.decode(value)) as Assessment;
        const rank = offset + start + i + 1;
        yield { file_id: part[i], name: files[i]!.name, rank, ...assessment };
      }
    }
  }

  /** The result of one file; null where it has none. */
  async result(user: string, batch: string, file: string): Promise<Result | null> {
    const offset = (await this.#ranking(user, batch)).indexOf(file);
    if (offset < 0) return null;
    const { value } = await this.results(user, batch, { offset, limit: 1 }).next();
    return value ?? null;
  }

  async #ranking(user: string, batch: string): Promise<string[]> {
    const prefix = keys.fileByScore.prefix(user, batch);
    const ids: string[] = [];
    for await (const { key } of this.#store.list({ prefix })) {
      const [, , , id] = keys.fileByScore.parse(key);
      ids.push(id);
    }
    return ids;
  }

  async #getMany<T>(wanted: Deno.KvKey[]): Promise<(T | null)[]> {
    const entries = await this.#store.getMany<T[]>(wanted);
    return entries.map((entry) => entry.value);
  }
}
