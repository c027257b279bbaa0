import { Authenticator } from "@/lib/auth/authenticate.ts";
import { Networks } from "@/lib/auth/networks.ts";
import { networkAllowances, Quotas } from "@/lib/auth/quota.ts";
import { loadAuthKey } from "@/lib/auth/secret.ts";
import { Backlog, STORE_BOUNDS, USER_BOUNDS } from "@/lib/users/backlog.ts";
import { BatchOperations } from "@/lib/batches/batch_operations.ts";
import { BatchStore } from "@/lib/batches/batch_store.ts";
import { FileSteps } from "@/lib/batches/file_steps.ts";
import { IdempotencyStore } from "@/lib/uploads/idempotency.ts";
import { Intake } from "@/lib/uploads/intake.ts";
import { ResultStore } from "@/lib/batches/result_store.ts";
import { UserSweep } from "@/lib/users/user_sweep.ts";
import { BlobStore } from "@/lib/blobs/blob_store.ts";
import { HELD_BYTES, PROCESS_SLOTS, UploadSlots, USER_SLOTS } from "@/lib/uploads/upload_slots.ts";
import { JobStore } from "@/lib/jobs/job_store.ts";
import { hasQueues, NativeWakeup, type Wakeup, WatchWakeup } from "@/lib/jobs/wakeup.ts";
import { type Database, openDatabase } from "@/lib/kv/database.ts";
import { StoreCheck, type StoreFault } from "@/lib/kv/store_check.ts";
import { ProgressLog } from "@/lib/progress/log.ts";
import { LogWriter } from "@/lib/progress/log_writer.ts";
import { ProgressService } from "@/lib/progress/progress_service.ts";
import { type Settings, SettingsError } from "@/lib/settings.ts";
import { Hub } from "@/lib/sse/hub.ts";
import { Instances } from "@/lib/sse/instances.ts";
import { logger } from "@/lib/telemetry/log.ts";
import { Extractor } from "@/lib/extract/extractor.ts";
import { Metrics } from "@/lib/telemetry/metrics.ts";

/** All that routes and workers use, wired once. */
export interface Services extends AsyncDisposable {
  settings: Settings;
  database: Database;
  store: StoreCheck;
  metrics: Metrics;
  auth: Authenticator;
  networks: Networks;
  quotas: Quotas;
  log: ProgressLog;
  writer: LogWriter;
  progress: ProgressService;
  hub: Hub;
  instances: Instances;
  blobs: BlobStore;
  extractor: Extractor;
  backlog: Backlog;
  uploads: UploadSlots;
  batches: BatchStore;
  intake: Intake;
  idempotency: IdempotencyStore;
  operations: BatchOperations;
  steps: FileSteps;
  results: ResultStore;
  sweep: UserSweep;
  jobs: JobStore;
  wakeup: Wakeup;
  retentionMs: number;
}

/**
 * Opens the database and builds the services on it.
 *
 * @throws {SettingsError} a setting doesn't fit what is there
 */
export async function openServices(settings: Settings): Promise<Services> {
  // First: it says more than the secret does of a folder that can't be written.
  const database = await openDatabase(settings);
  try {
    return await wire(settings, database, await loadAuthKey(settings));
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
}

async function wire(
  settings: Settings,
  database: Database,
  key: Uint8Array<ArrayBuffer>,
): Promise<Services> {
  // Open mode has no quotas: whoever reaches it may act for anyone.
  const isOpen = settings.authMode === "open";
  const { kv, doorbells } = database;
  const metrics = new Metrics();
  const retentionMs = settings.retentionHours * 3_600_000;
  const wakeup = await chooseWakeup(settings, database);
  const log = new ProgressLog(kv, retentionMs);
  const writer = new LogWriter({
    kv,
    retentionMs,
    wakeWorkers: (operation) => wakeup.addTo(operation),
    onCommit: (outcome) => {
      metrics.kvCommits.inc();
      if (outcome === "conflict") metrics.kvConflicts.inc();
    },
    onAppended: (user, head, events) => hub.offer(user, head, events),
  });
  const hub = new Hub({
    ...settings,
    maxStreamsPerUser: isOpen ? Infinity : settings.maxStreamsPerUser,
    log,
    doorbells,
    metrics,
    onError: (error) => logger("sse").error("stream failed", { error }),
  });
  const blobs = new BlobStore(kv, retentionMs);
  const extractor = new Extractor({ size: Math.max(1, settings.workers) });
  const instances = new Instances(kv, hub, doorbells);
  const store = new StoreCheck({ kv, file: database.file, onChange: tellOfStore });
  return {
    settings,
    database,
    store,
    metrics,
    auth: new Authenticator({
      mode: settings.authMode,
      key,
      allowedOrigins: settings.corsOrigins,
    }),
    networks: new Networks(settings.trustProxy),
    quotas: new Quotas(networkAllowances(retentionMs)),
    log,
    writer,
    progress: new ProgressService(log, writer),
    hub,
    instances,
    blobs,
    extractor,
    backlog: new Backlog({
      kv,
      retentionMs,
      perUser: isOpen ? null : USER_BOUNDS,
      inAll: STORE_BOUNDS,
    }),
    uploads: new UploadSlots({
      inAll: PROCESS_SLOTS,
      perUser: isOpen ? null : USER_SLOTS,
      heldBytes: HELD_BYTES,
      maxRequestBytes: settings.maxRequestBytes,
    }),
    batches: new BatchStore(kv),
    intake: new Intake({ writer, retentionMs, maxFiles: settings.maxFilesPerBatch }),
    idempotency: new IdempotencyStore(kv, blobs, retentionMs),
    operations: new BatchOperations(writer, retentionMs),
    steps: new FileSteps(writer, retentionMs),
    results: new ResultStore({ kv, blobs, writer, retentionMs }),
    sweep: new UserSweep(kv, retentionMs),
    jobs: new JobStore({ kv, retentionMs }),
    wakeup,
    retentionMs,
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]();
      await extractor[Symbol.asyncDispose]();
      await hub[Symbol.asyncDispose]();
      await instances[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

function tellOfStore(fault: StoreFault | null): void {
  const log = logger("store");
  if (fault) log.error(fault.detail, { error: fault.error });
  else log.info("the database works again");
}

async function chooseWakeup(settings: Settings, { kv, doorbells }: Database): Promise<Wakeup> {
  const { queue, onDeploy } = settings;
  if (queue === "watch" || (queue === "auto" && onDeploy)) return new WatchWakeup(doorbells);
  if (await tryQueues(kv)) return new NativeWakeup(kv);
  if (queue === "auto") return new WatchWakeup(doorbells);
  throw new SettingsError(
    'Cannot use QUEUE: "native" can\'t be used, this database has no queues: set auto or watch',
  );
}

async function tryQueues(kv: Deno.Kv): Promise<boolean> {
  try {
    return await hasQueues(kv);
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    throw new SettingsError(`Cannot use QUEUE: trying the database's queue failed (${name})`, {
      cause: error,
    });
  }
}
