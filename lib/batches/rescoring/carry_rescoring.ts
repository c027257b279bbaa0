import { type Batch, criteriaVersion, scoredFiles } from "@/lib/batches/batch.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { keepWith } from "@/lib/batches/kept_until.ts";
import {
  type Rescored,
  Rescorer,
  type RescoringServices,
} from "@/lib/batches/rescoring/rescorer.ts";
import { removeJob } from "@/lib/jobs/job.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { MAX_ATTEMPTS } from "@/lib/jobs/retry_policy.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { addLine } from "@/lib/record/record_chain.ts";
import { scoredEntry } from "@/lib/record/scored_entry.ts";
import type { Assessment } from "@/lib/wire/result.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";
import { SOFTWARE } from "@/lib/wire/review/record_line.ts";

export interface CarryingServices extends RescoringServices {
  writer: LogWriter;
}

/** More than a batch may have. */
const ALL_FILES = 10_000;
/** Files that are scored together: their texts and results are in memory, and go into a commit or two. */
const FILES_PER_PART = 25;
/** Parts under way: while one is written, others are fetched and matched. */
const PARTS = 3;
/** Bytes of results in a commit: it may share it with another, and with what others write. */
const BYTES_PER_COMMIT = 160 * 1024;

/**
 * Scores all files of a batch again that have a score by other criteria than its latest. Each result is
 * written in one commit with its file's score and its place in the ranking, and only while the criteria
 * are still the latest: a process may die anywhere, and another goes on with what is left.
 */
export async function carryRescoring(
  lease: Lease,
  signal: AbortSignal,
  services: CarryingServices,
): Promise<void> {
  const { user, batch: id, attempt } = lease.job;
  for (;;) {
    signal.throwIfAborted();
    const batch = (await services.store.get<Batch>(keys.batch(user, id))).value;
    const rescorer = batch && await Rescorer.open(services, batch);
    if (rescorer) await rescoreAll(lease, signal, { rescorer, batch }, services);
    const failed = rescorer?.failed ?? new Map();
    if (failed.size > 0 && attempt < MAX_ATTEMPTS) throw [...failed.values()][0];
    // What can't be scored again keeps the score and the version that it has.
    const isGivenUp = (file: string) => rescorer === null || failed.has(file);
    if (await finish(lease, batch, isGivenUp, services)) return;
  }
}

async function rescoreAll(
  lease: Lease,
  signal: AbortSignal,
  { rescorer, batch }: { rescorer: Rescorer; batch: Batch },
  { store, writer }: CarryingServices,
): Promise<void> {
  const prefix = keys.file.prefix(batch.user, batch.id);
  const files = (await Array.fromAsync(store.list<BatchFile>({ prefix })))
    .map(({ value }) => value).filter((file) => isOutdated(file, batch));
  let next = 0;
  let isLatest = true;
  const work = async () => {
    while (next < files.length && isLatest) {
      signal.throwIfAborted();
      const part = files.slice(next, next += FILES_PER_PART);
      for (const results of bySize(await rescorer.rescore(part, signal))) {
        isLatest &&= await write(lease, batch, { results, criteria: rescorer.criteria }, writer);
      }
    }
  };
  await Promise.all(Array.from({ length: PARTS }, work));
}

/** Writes new results; false where the batch has newer criteria, or is gone. */
async function write(
  lease: Lease,
  { user, id, ...by }: Batch,
  { results, criteria }: { results: Rescored[]; criteria: Criteria },
  writer: LogWriter,
): Promise<boolean> {
  const version = criteriaVersion(by);
  const { value } = await writer.append(user, async (tx) => {
    await lease.hold(tx);
    const batch = await tx.get<Batch>(keys.batch(user, id));
    if (!batch || criteriaVersion(batch) !== version) return false;
    // Whatever changes a file that is done rewrites the batch, which is checked.
    const files = await tx.peekMany<BatchFile>(
      results.map(({ file }) => keys.file(user, id, file.id)),
    );
    let written = 0;
    for (const [i, result] of results.entries()) {
      const file = files[i];
      if (!file || file.attempt !== result.file.attempt || !isOutdated(file, batch)) continue;
      replace(tx, batch, file, result);
      await record(tx, batch, { file, assessment: result.assessment, criteria });
      written++;
    }
    progress(tx, batch, Math.max(0, (batch.rescoring?.left ?? 0) - written));
    return true;
  });
  return value;
}

function replace(
  tx: LogTransaction,
  batch: Batch,
  file: BatchFile,
  { assessment, bytes }: Rescored,
) {
  const { user, id } = batch;
  const { score } = assessment;
  const keep = keepWith(batch, tx.retentionMs);
  tx.set(keys.result(user, id, file.id, file.attempt!), bytes, keep);
  const version = criteriaVersion(batch);
  tx.set(keys.file(user, id, file.id), { ...file, score, criteriaVersion: version }, keep);
  if (score === file.score) return;
  tx.delete(keys.fileByScore(user, id, file.score!, file.id));
  tx.set(keys.fileByScore(user, id, score, file.id), true, keep);
}

/** No code is named: a verdict that nobody asked anew is the one that was found then. */
async function record(
  tx: LogTransaction,
  { user, id: batch, expiresAt }: Batch,
  { file, assessment, criteria }: { file: BatchFile; assessment: Assessment; criteria: Criteria },
): Promise<void> {
  const entry = scoredEntry(file, { assessment, criteria, code: null });
  await addLine(tx, { user, batch, expiresAt }, SOFTWARE, entry);
}

/** Writes how many files are left, and tells of it. */
function progress(tx: LogTransaction, { rescoring: _, ...batch }: Batch, left: number): void {
  const next = left > 0 ? { ...batch, rescoring: { left } } : batch;
  tx.set(keys.batch(batch.user, batch.id), next, keepWith(batch, tx.retentionMs));
  const total = scoredFiles(batch);
  const version = criteriaVersion(batch);
  const scored = Math.max(0, total - left);
  tx.appendScores({ batch_id: batch.id, criteria_version: version, scored, total });
}

/** Ends the job, unless there is more to do by now. */
async function finish(
  lease: Lease,
  by: Batch | null,
  isGivenUp: (file: string) => boolean,
  { writer }: CarryingServices,
): Promise<boolean> {
  const { user, batch: id } = lease.job;
  const { value } = await writer.append(user, async (tx) => {
    const job = await lease.hold(tx);
    const batch = await tx.get<Batch>(keys.batch(user, id));
    if (batch) {
      if (!by || criteriaVersion(batch) !== criteriaVersion(by)) return false;
      const files = await tx.list<BatchFile>(keys.file.prefix(user, id), ALL_FILES);
      if (files.some(({ value }) => isOutdated(value, batch) && !isGivenUp(value.id))) {
        return false;
      }
      if (batch.rescoring) progress(tx, batch, 0);
    }
    removeJob(tx, job);
    return true;
  });
  return value;
}

function isOutdated(file: BatchFile, batch: Batch): boolean {
  return file.state === "done" && file.score !== null && file.attempt !== null &&
    criteriaVersion(file) !== criteriaVersion(batch);
}

/** In groups that fit into a commit. */
function* bySize(results: Rescored[]): Generator<Rescored[]> {
  let group: Rescored[] = [];
  let size = 0;
  for (const result of results) {
    if (group.length > 0 && size + result.bytes.length > BYTES_PER_COMMIT) {
      yield group;
      [group, size] = [[], 0];
    }
    group.push(result);
    size += result.bytes.length;
  }
  if (group.length > 0) yield group;
}
