import { ulid } from "ulid";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import type { AtomicOperation } from "@/lib/kv/atomic_operation.ts";
import { keys } from "@/lib/kv/keys.ts";
import { BYTES_PER_COMMIT, MUTATIONS_PER_COMMIT } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { Transaction } from "@/lib/kv/transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { SweepingError } from "@/lib/progress/sweeping_error.ts";

/** What is known of files that come in. */
interface UploadRecord {
  /** How many of the files, in their order, were claimed. */
  claimed: number;
  /** Which of them the batch had no need of; none where it isn't there. */
  spare?: number[];
  /** When it began, in milliseconds since 1970. */
  at: number;
}

export interface PendingUploadOptions {
  store: Store;
  blobs: BlobStore;
  writer: LogWriter;
}

type Build = (operation: AtomicOperation) => void;

/** What a commit may have beside the last part that comes: each is up to half of one. */
const GROUP_BYTES = 3 / 8 * BYTES_PER_COMMIT;
/** Parts: each is seven writes at most. */
const GROUP_WRITES = MUTATIONS_PER_COMMIT / 10;
/** No request takes as long; what is older was left by a process that died. In milliseconds. */
const ABANDONED_MS = 3_600_000;

/**
 * Files that come in and that no batch has yet. A record stands for them: every write checks it, so
 * that none is made once the user is deleted, and by it the files are found that nobody came to claim.
 */
export class PendingUpload {
  readonly #options: PendingUploadOptions;
  readonly #user: string;
  readonly #id: string;
  readonly #entry: Deno.KvEntryMaybe<unknown>;
  #stored = 0;
  /** Small files wait for others, to be written together. */
  #waiting: { id: string; build: Build; bytes: number }[] = [];

  private constructor(
    user: string,
    id: string,
    entry: Deno.KvEntryMaybe<unknown>,
    options: PendingUploadOptions,
  ) {
    this.#options = options;
    this.#user = user;
    this.#id = id;
    this.#entry = entry;
  }

  /**
   * Begins an upload.
   *
   * @throws {SweepingError} the user is being deleted
   */
  static async begin(user: string, options: PendingUploadOptions): Promise<PendingUpload> {
    const id = ulid();
    const key = keys.upload(user, id);
    const record: UploadRecord = { claimed: 0, at: Date.now() };
    await options.writer.append(user, (tx) => tx.set(key, record));
    const entry = await options.store.get(key);
    if (!entry.versionstamp) throw new SweepingError(user);
    return new PendingUpload(user, id, entry, options);
  }

  get id(): string {
    return this.#id;
  }

  /**
   * Stores the next file; some of it may be written by `flush` only.
   *
   * @throws {SweepingError} the user has been deleted meanwhile
   */
  async store(content: AsyncIterable<Uint8Array>): Promise<{ id: string; size: number }> {
    const id = blobId(this.#id, this.#stored);
    const commit = async (build: Build, bytes: number) => {
      this.#waiting.push({ id, build, bytes });
      const bytesWaiting = this.#waiting.reduce((sum, it) => sum + it.bytes, 0);
      if (bytesWaiting >= GROUP_BYTES || this.#waiting.length >= GROUP_WRITES) await this.flush();
    };
    try {
      const blob = await this.#options.blobs.put(this.#user, content, {
        id,
        commit,
        isFresh: true,
      });
      // Numbers have no gaps: those that a batch has are the first.
      this.#stored++;
      return blob;
    } catch (error) {
      this.#waiting = this.#waiting.filter((it) => it.id !== id);
      throw error;
    }
  }

  /**
   * Writes what waits. Only then may a batch have the files.
   *
   * @throws {SweepingError} the user has been deleted meanwhile
   */
  async flush(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    await this.#commit((operation) => waiting.forEach(({ build }) => build(operation)));
  }

  /** Deletes what no batch has claimed. */
  drop(): Promise<void> {
    return dropUpload(this.#user, this.#id, this.#options);
  }

  async #commit(build: Build): Promise<void> {
    for (;;) {
      const operation = this.#options.store.atomic().check(this.#entry);
      build(operation);
      if ((await operation.commit()).ok) return;
      const { versionstamp } = await this.#options.store.get(this.#entry.key);
      if (versionstamp !== this.#entry.versionstamp) throw new SweepingError(this.#user);
    }
  }
}

/** What a commit takes of an upload. */
export interface Claim {
  user: string;
  upload: string;
  /** How many of its files, in their order, are taken by now. */
  claimed: number;
  /** Which of them this commit has no need of, by their number from 0. */
  spare: number[];
  isLast: boolean;
}

/**
 * Has a transaction take the upload's next files into a batch. The spare ones are deleted with what is
 * dropped in the end.
 *
 * @throws {SweepingError} the user was deleted since the files were stored
 */
export async function claimFiles(
  tx: Transaction,
  { user, upload, claimed, spare, isLast }: Claim,
): Promise<void> {
  const key = keys.upload(user, upload);
  const record = await tx.get<UploadRecord>(key);
  if (!record) throw new SweepingError(user);
  const all = [...new Set([...record.spare ?? [], ...spare])];
  if (isLast && all.length === 0) tx.delete(key);
  else tx.set(key, { ...record, claimed, spare: all } satisfies UploadRecord);
}

/**
 * Drops the uploads that nobody goes on with; returns how many there were. They have not changed
 * since the commit `before`, and are old by the clock `now` too, unless that can't tell: it is set
 * ahead and back, and an upload must neither stay for that nor be cut off.
 */
export async function dropAbandoned(
  options: Pick<PendingUploadOptions, "store" | "blobs">,
  { now, before }: { now: number; before: string },
): Promise<number> {
  let dropped = 0;
  const prefix = keys.upload.prefix();
  for await (const { key, value, versionstamp } of options.store.list<UploadRecord>({ prefix })) {
    const age = now - value.at;
    if (versionstamp > before || (age >= 0 && age < ABANDONED_MS)) continue;
    await dropUpload(...keys.upload.parse(key), options);
    dropped++;
  }
  return dropped;
}

async function dropUpload(
  user: string,
  upload: string,
  { store, blobs }: Pick<PendingUploadOptions, "store" | "blobs">,
): Promise<void> {
  const entry = await store.get<UploadRecord>(keys.upload(user, upload));
  if (!entry.value) return;
  const { claimed, spare = [] } = entry.value;
  for (const number of spare) await blobs.delete(user, blobId(upload, number));
  await blobs.deleteBetween(user, blobId(upload, claimed), `${upload}.`);
  await store.atomic().check(entry).delete(entry.key).commit();
}

/** Ids sort as the files came. */
function blobId(upload: string, number: number): string {
  return `${upload}-${String(number).padStart(5, "0")}`;
}
