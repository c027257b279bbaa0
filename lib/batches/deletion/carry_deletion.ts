import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { ResultStore } from "@/lib/batches/result_store.ts";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import { type Job, removeJob } from "@/lib/jobs/job.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { batchTables, keys } from "@/lib/kv/keys.ts";
import { ENTRIES_PER_BATCH } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { countUsage } from "@/lib/users/usage.ts";

export interface DeletionServices {
  store: Store;
  writer: LogWriter;
  blobs: BlobStore;
  results: ResultStore;
}

/** Up to three writes each. */
const FILES_PER_COMMIT = 100;
/** Of a request that is remembered by its key, what matters here. */
interface Remembered {
  batch: string;
  response: string | null;
}

/**
 * Takes away all that belonged to a batch whose record is gone. The jobs go first: nothing is written
 * about a file without one. What a dying process leaves is found by the next: a file's record goes
 * after its bytes, and this job last.
 */
export async function carryDeletion(
  lease: Lease,
  signal: AbortSignal,
  services: DeletionServices,
): Promise<void> {
  const { user, batch } = lease.job;
  // First, as they end the streams that others follow it by.
  await deleteShares(services.store, user, batch);
  const files = await filesOf(services.store, user, batch);
  for (const part of partsOf(files)) {
    signal.throwIfAborted();
    await endJobs(lease, part, services);
  }
  for (const part of partsOf(files)) {
    signal.throwIfAborted();
    await deleteFiles(lease, part, services);
  }
  const tables = lease.job.keepsRecord ? batchTables : [...batchTables, keys.recordLine];
  for (const table of tables) {
    signal.throwIfAborted();
    await clear(services.store, table.prefix(user, batch));
  }
  await forgetRequests(services, user, batch);
  await services.writer.append(user, (tx) => lease.complete(tx));
}

async function endJobs(
  lease: Lease,
  files: BatchFile[],
  { writer }: DeletionServices,
): Promise<void> {
  const { user } = lease.job;
  await writer.append(user, async (tx) => {
    await lease.hold(tx);
    const jobs = await tx.peekMany<Job>(files.map((file) => keys.job(user, file.id)));
    const waiting = jobs.filter((job) => job !== null);
    for (const job of waiting) removeJob(tx, job);
    for (const file of files) tx.delete(keys.deadJob(user, file.id));
    if (waiting.length > 0) await countUsage(tx, user, { waiting: -waiting.length });
  });
}

async function deleteFiles(
  lease: Lease,
  files: BatchFile[],
  { writer, blobs, results }: DeletionServices,
): Promise<void> {
  const { user } = lease.job;
  for (const file of files) {
    await results.forgetAll(file);
    for (const blob of [file.blob, file.textBlob]) if (blob) await blobs.delete(user, blob);
  }
  const bytes = files.reduce((sum, { blob, size }) => sum + (blob === null ? 0 : size ?? 0), 0);
  await writer.append(user, async (tx) => {
    await lease.hold(tx);
    for (const file of files) tx.delete(keys.file(user, file.batch, file.id));
    await countUsage(tx, user, { waiting: 0, bytes: -bytes });
  });
}

/** The links of a batch are found by their tokens' hashes too. */
async function deleteShares(store: Store, user: string, batch: string): Promise<void> {
  const prefix = keys.share.prefix(user, batch);
  for await (const { key, value } of store.list<{ hash: string }>({ prefix })) {
    await store.atomic().delete(keys.shareByToken(value.hash)).delete(key).commit();
  }
}

/** Requests that made the batch or added to it, with the answers they were given. */
export async function forgetRequests(
  { store, blobs }: Pick<DeletionServices, "store" | "blobs">,
  user: string,
  batch: string,
): Promise<void> {
  const prefix = keys.idempotency.prefix(user);
  for await (const { key, value } of store.list<Remembered>({ prefix })) {
    if (value.batch !== batch) continue;
    if (value.response) await blobs.delete(user, value.response);
    await store.delete(key);
  }
}

async function filesOf(store: Store, user: string, batch: string): Promise<BatchFile[]> {
  const files = store.list<BatchFile>({ prefix: keys.file.prefix(user, batch) });
  return (await Array.fromAsync(files)).map(({ value }) => value);
}

async function clear(store: Store, prefix: Deno.KvKey): Promise<void> {
  for (let found = 1; found > 0;) {
    found = 0;
    const operation = store.atomic();
    for await (const { key } of store.list({ prefix }, { limit: ENTRIES_PER_BATCH })) {
      operation.delete(key);
      found++;
    }
    if (found > 0) await operation.commit();
  }
}

function* partsOf(files: BatchFile[]): Generator<BatchFile[]> {
  for (let start = 0; start < files.length; start += FILES_PER_COMMIT) {
    yield files.slice(start, start + FILES_PER_COMMIT);
  }
}
