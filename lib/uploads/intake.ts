import { keys } from "@/lib/kv/keys.ts";
import { type Batch, newBatch, withFiles } from "@/lib/batches/batch.ts";
import { type BatchFile, fileEventOf } from "@/lib/batches/batch_file.ts";
import {
  BatchClosedError,
  BatchFullError,
  BatchNotFoundError,
  UploadRepeatedError,
} from "@/lib/batches/batch_errors.ts";
import { checkSame, type IdempotencyRecord } from "@/lib/uploads/idempotency.ts";
import { claimFiles } from "@/lib/uploads/pending_upload.ts";
import { settle } from "@/lib/batches/settlement.ts";
import { countUsage } from "@/lib/users/usage.ts";
import { addJob, newJob } from "@/lib/jobs/job.ts";
import { MUTATIONS_PER_CHANGE } from "@/lib/progress/change.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";

/** A file whose bytes are stored and which no batch has yet. */
export interface StoredFile {
  name: string;
  size: number;
  blob: string;
}

export interface Acceptance {
  user: string;
  batch: string;
  /** Given when the batch is to be made. */
  create: { jobDescription: string; expected: number | null } | null;
  files: StoredFile[];
  /** The pending upload whose files these are; null where there are none. */
  upload: string | null;
  /** Files of the request that were refused: they count as come. */
  rejected: number;
  /** The request's Idempotency-Key and digest, and the files that an earlier try of it has accepted. */
  idempotency: { key: string; digest: string; accepted: string[] } | null;
}

export interface IntakeOptions {
  writer: LogWriter;
  maxFiles: number;
}

/** A file takes four writes, its event included. */
const FILES_PER_COMMIT = MUTATIONS_PER_CHANGE / 4;

/** Takes stored files into a batch: with their jobs, their events and what wakes the workers. */
export class Intake {
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /**
   * Accepts the files in commits of 150, and yields what each has accepted.
   *
   * @throws {BatchNotFoundError}
   * @throws {BatchClosedError}
   * @throws {BatchFullError}
   * @throws {UploadRepeatedError}
   * @throws {UploadKeyReusedError}
   * @throws {SweepingError}
   */
  async *accept(acceptance: Acceptance): AsyncGenerator<BatchFile[]> {
    const { user, files } = acceptance;
    const before = [...acceptance.idempotency?.accepted ?? []];
    for (let start = 0; start === 0 || start < files.length; start += FILES_PER_COMMIT) {
      const part = files.slice(start, start + FILES_PER_COMMIT);
      const isLast = start + part.length === files.length;
      const { value } = await this.#options.writer.append(
        user,
        (tx) => this.#acceptPart(tx, acceptance, { files: part, isLast, before }),
      );
      before.push(...value.map((file) => file.id));
      yield value;
    }
  }

  async #acceptPart(
    tx: LogTransaction,
    acceptance: Acceptance,
    { files: stored, isLast, before }: Part,
  ): Promise<BatchFile[]> {
    const { maxFiles } = this.#options;
    const now = new Date();
    const batch = await this.#batch(tx, acceptance, now);
    if (!batch.open) throw new BatchClosedError(batch.id);
    if (batch.received + stored.length > maxFiles) throw new BatchFullError(batch.id, maxFiles);
    const files = stored.map((file, i) => newFile(batch, batch.received + i, file, now));
    for (const file of files) {
      tx.set(keys.file(file.user, file.batch, file.id), file);
      addJob(tx, newJob({ ...file, kind: "screen" }));
      tx.appendFile(fileEventOf(file));
    }
    const { user, upload } = acceptance;
    const claim = { user, files: files.length, isLast };
    if (upload) await claimFiles(tx, { ...claim, upload });
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    await countUsage(tx, user, { waiting: files.length, bytes });
    await this.#remember(tx, acceptance, before, { files, isLast });
    const changed = withFiles(batch, files.length, isLast ? acceptance.rejected : 0, now);
    if (isLast && changed.expected === null) changed.open = false;
    await settle(tx, changed);
    return files;
  }

  async #batch(tx: LogTransaction, { user, batch, create }: Acceptance, now: Date): Promise<Batch> {
    const found = await tx.get<Batch>(keys.batch(user, batch));
    if (found) return found;
    if (!create) throw new BatchNotFoundError(batch);
    const description = new TextEncoder().encode(create.jobDescription);
    tx.set(keys.jobDescription(user, batch), description);
    await countUsage(tx, user, { waiting: 0, bytes: description.length });
    return newBatch(batch, user, create.expected, now);
  }

  /** Of several tries of one request each file is accepted by one. */
  async #remember(
    tx: LogTransaction,
    { user, batch, idempotency }: Acceptance,
    before: string[],
    { files, isLast }: { files: BatchFile[]; isLast: boolean },
  ): Promise<void> {
    if (!idempotency) return;
    const key = keys.idempotency(user, idempotency.key);
    const record = await tx.get<IdempotencyRecord>(key);
    checkSame(record, idempotency);
    if (record?.complete || (record?.accepted.length ?? 0) !== before.length) {
      throw new UploadRepeatedError(idempotency.key);
    }
    const accepted = [...before, ...files.map((file) => file.id)];
    const { digest } = idempotency;
    const next: IdempotencyRecord = { batch, digest, accepted, complete: isLast, response: null };
    tx.set(key, next);
  }
}

/** What one commit accepts. */
interface Part {
  files: StoredFile[];
  isLast: boolean;
  /** Ids that the request's earlier commits have accepted. */
  before: string[];
}

/** Ids sort by when files came: the batch's, then the file's number in it. */
function newFile(batch: Batch, number: number, stored: StoredFile, now: Date): BatchFile {
  return {
    id: `${batch.id}-${String(number).padStart(5, "0")}`,
    user: batch.user,
    batch: batch.id,
    run: batch.run,
    name: stored.name,
    size: stored.size,
    state: "received",
    reason: null,
    score: null,
    blob: stored.blob,
    textBlob: null,
    attempt: null,
    updatedAt: now.toISOString(),
  };
}
