import { FIRST_CRITERIA_VERSION } from "@/lib/wire/review/criteria.ts";
import { keys } from "@/lib/kv/keys.ts";
import { type Batch, hasAllExpected, newBatch, withFiles } from "@/lib/batches/batch.ts";
import { fileEventOf } from "@/lib/batches/batch_file.ts";
import {
  BatchClosedError,
  BatchNotFoundError,
  UploadRepeatedError,
} from "@/lib/batches/batch_errors.ts";
import { withSender } from "@/lib/batches/sender.ts";
import { titleOf } from "@/lib/batches/title.ts";
import { encodedCriteria } from "@/lib/batches/rescoring/stored_criteria.ts";
import { settle } from "@/lib/batches/settlement.ts";
import {
  isTold,
  REFUSED_BYTES,
  type RefusedFile,
  type StoredFile,
} from "@/lib/uploads/given_file.ts";
import { checkSame, type IdempotencyRecord } from "@/lib/uploads/idempotency.ts";
import { filesThere } from "@/lib/uploads/files_there.ts";
import {
  type IntakePart,
  type NewFile,
  takeIn,
  type TakenFile,
} from "@/lib/uploads/intake_part.ts";
import { claimFiles } from "@/lib/uploads/pending_upload.ts";
import { addCriteria, addLine } from "@/lib/record/record_chain.ts";
import { countUsage } from "@/lib/users/usage.ts";
import { addJob, newJob } from "@/lib/jobs/job.ts";
import { MUTATIONS_PER_CHANGE } from "@/lib/progress/change.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import type { NewBatch } from "@/lib/uploads/new_batch.ts";
import { currentTrace } from "@/lib/telemetry/trace.ts";

export interface Acceptance {
  user: string;
  /** Who gives the files, for the record; the user where that isn't said. */
  by?: string;
  batch: string;
  /** Given when the batch is to be made; without `expected` the request is all of it. */
  create: NewBatch | null;
  /** How many files are to come in all, where the batch doesn't know yet; null where that isn't said. */
  expected: number | null;
  files: StoredFile[];
  /** The pending upload whose files these are; null where there are none. */
  upload: string | null;
  /** Files that were given and are refused. */
  refused: RefusedFile[];
  /** The page that is sending; null where it doesn't say. */
  sender: string | null;
  /** The request's Idempotency-Key and digest, and the files that an earlier try of it has accepted. */
  idempotency: { key: string; digest: string; accepted: string[] } | null;
}

export interface IntakeOptions {
  writer: LogWriter;
  maxFiles: number;
}

const encoder = new TextEncoder();

/** A file takes five writes, its event included. */
const FILES_PER_COMMIT = Math.floor(MUTATIONS_PER_CHANGE / 5);

/** Takes given files into a batch: with their jobs, their events and what wakes the workers. */
export class Intake {
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /**
   * Takes the files in by commits of 120 and yields what became of each. Those that were told of come
   * first: the batch may close with the last that comes. What the batch has already is not taken again, and may be given to a closed batch too.
   *
   * @throws {BatchNotFoundError}
   * @throws {BatchClosedError}
   * @throws {UploadRepeatedError}
   * @throws {UploadKeyReusedError}
   * @throws {SweepingError}
   */
  async *accept(acceptance: Acceptance): AsyncGenerator<TakenFile[]> {
    const told = acceptance.refused.filter(isTold);
    const came = acceptance.refused.filter((file) => !isTold(file));
    const given = [...told, ...acceptance.files, ...came];
    const before = [...acceptance.idempotency?.accepted ?? []];
    const made = new Set<string>();
    for (let start = 0; start === 0 || start < given.length; start += FILES_PER_COMMIT) {
      const end = Math.min(start + FILES_PER_COMMIT, given.length);
      const step: Step = {
        given: given.slice(start, end),
        first: start - told.length,
        end: end - told.length,
        isLast: end === given.length,
        before,
        made,
        trace: currentTrace(),
      };
      const { value: taken } = await this.#options.writer.append(
        acceptance.user,
        (tx) => this.#take(tx, acceptance, step),
      );
      before.push(...acceptedOf(taken));
      for (const { file, already } of taken) if (file && !already) made.add(file.id);
      yield taken;
    }
  }

  async #take(tx: LogTransaction, acceptance: Acceptance, step: Step): Promise<TakenFile[]> {
    const { maxFiles } = this.#options;
    const now = new Date();
    const found = await tx.get<Batch>(keys.batch(acceptance.user, acceptance.batch));
    // One that an earlier commit has made is not made again: it was deleted meanwhile.
    const isMade = step.before.length + step.made.size > 0;
    if (!found && isMade) throw new BatchNotFoundError(acceptance.batch);
    const batch = found ?? await this.#create(tx, acceptance, now);
    const part = takeIn(step.given, {
      batch,
      there: found ? await filesThere(tx, batch, step.given) : new Map(),
      isNew: (id) => step.made.has(id),
      maxFiles,
      now,
    });
    if (!batch.open && part.made.length > 0) throw new BatchClosedError(batch.id);
    for (const file of part.made) this.#add(tx, batch, file, step.trace);
    await this.#claim(tx, acceptance, step, part);
    await this.#remember(tx, acceptance, step, part.taken);
    const seen = withSender(batch, acceptance.sender, now);
    const changed = changedBy(seen, part, { acceptance, isLast: step.isLast, now });
    if (changed && !changed.open) await putClosed(tx, acceptance);
    if (!found || changed) await settle(tx, changed ?? seen);
    else if (seen !== batch) tx.set(keys.batch(batch.user, batch.id), seen);
    return part.taken;
  }

  async #create(
    tx: LogTransaction,
    { user, batch, create, expected, by }: Acceptance,
    now: Date,
  ): Promise<Batch> {
    if (!create) throw new BatchNotFoundError(batch);
    const { jobDescription, criteria = null, blind } = create;
    const description = encoder.encode(jobDescription);
    tx.set(keys.jobDescription(user, batch), description);
    const given = criteria && encodedCriteria(criteria);
    if (given) tx.set(keys.criteria(user, batch, FIRST_CRITERIA_VERSION), given);
    if (criteria) await addCriteria(tx, { user, batch }, by ?? user, criteria);
    await countUsage(tx, user, { waiting: 0, bytes: description.length + (given?.length ?? 0) });
    const title = titleOf(jobDescription);
    return { ...newBatch(batch, user, expected, now), title, ...blind && { blind } };
  }

  #add(
    tx: LogTransaction,
    batch: Batch,
    { file, print }: NewFile,
    trace: string | undefined,
  ): void {
    const { user, id } = batch;
    tx.set(keys.file(user, id, file.id), file);
    tx.set(keys.fileByPrint(user, id, print), file.id);
    if (file.state !== "refused") addJob(tx, newJob({ ...file, kind: "screen", trace }));
    tx.appendFile(fileEventOf(file, batch));
  }

  async #claim(
    tx: LogTransaction,
    { user, upload, files }: Acceptance,
    { first, end, isLast }: Step,
    { made, spare }: IntakePart,
  ): Promise<void> {
    if (upload) {
      const claimed = Math.max(0, Math.min(end, files.length));
      const unneeded = spare.map((i) => first + i);
      await claimFiles(tx, { user, upload, claimed, spare: unneeded, isLast });
    }
    if (made.length === 0) return;
    const accepted = made.map(({ file }) => file).filter(({ state }) => state !== "refused");
    const records = (made.length - accepted.length) * REFUSED_BYTES;
    const bytes = accepted.reduce((sum, { size }) => sum + (size ?? 0), records);
    await countUsage(tx, user, { waiting: accepted.length, bytes });
  }

  /** Of several tries of one request each file is accepted by one. */
  async #remember(
    tx: LogTransaction,
    { user, batch, idempotency }: Acceptance,
    { before, isLast }: Step,
    taken: TakenFile[],
  ): Promise<void> {
    if (!idempotency) return;
    const key = keys.idempotency(user, idempotency.key);
    const record = await tx.get<IdempotencyRecord>(key);
    checkSame(record, idempotency);
    if (record?.complete || (record?.accepted.length ?? 0) !== before.length) {
      throw new UploadRepeatedError(idempotency.key);
    }
    const accepted = [...before, ...acceptedOf(taken)];
    const { digest } = idempotency;
    const next: IdempotencyRecord = { batch, digest, accepted, complete: isLast, response: null };
    tx.set(key, next);
  }
}

/** What one commit takes. */
interface Step {
  given: (StoredFile | RefusedFile)[];
  /** Where they begin and end, counted from the first file that is stored. */
  first: number;
  end: number;
  isLast: boolean;
  /** Ids of accepted files that the request's earlier commits have brought. */
  before: string[];
  /** Ids of the files that they have made. */
  made: ReadonlySet<string>;
  /** Of the request. Asked for before the commit, which another request may make along with its own. */
  trace: string | undefined;
}

function putClosed(tx: LogTransaction, { user, batch, by = user }: Acceptance): Promise<void> {
  return addLine(tx, { user, batch }, by, { kind: "closed" });
}

/** The batch with what a commit has brought; null where that is nothing. */
function changedBy(
  batch: Batch,
  { made, awaited: more }: IntakePart,
  { acceptance, isLast, now }: { acceptance: Acceptance; isLast: boolean; now: Date },
): Batch | null {
  if (!batch.open) return null;
  const { create } = acceptance;
  const expected = batch.expected ?? acceptance.expected;
  const awaited = expected === null ? null : Math.max(1, expected + more);
  const refused = made.filter(({ file }) => file.state === "refused").length;
  const next = withFiles({ ...batch, expected: awaited }, made.length - refused, refused, now);
  // Not before the last: what a request brings beyond what is expected is of this batch too.
  const closes = isLast && (awaited === null ? create !== null : hasAllExpected(next));
  if (made.length === 0 && awaited === batch.expected && !closes) return null;
  return closes ? { ...next, open: false } : next;
}

function acceptedOf(taken: TakenFile[]): string[] {
  return taken.flatMap(({ refusal, file }) => refusal === null && file ? [file.id] : []);
}
