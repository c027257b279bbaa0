import { Authenticator } from "@/lib/auth/authenticate.ts";
import { Networks } from "@/lib/auth/networks.ts";
import { networkAllowances, Quotas, sessionAllowances } from "@/lib/auth/quota.ts";
import { Rooms } from "@/lib/auth/rooms.ts";
import { OpenIdSignIn } from "@/lib/auth/sign_in/open_id.ts";
import { loadAuthKey } from "@/lib/auth/secret.ts";
import { Backlog, STORE_BOUNDS, USER_BOUNDS } from "@/lib/users/backlog.ts";
import { BatchOperations } from "@/lib/batches/batch_operations.ts";
import { BatchStore } from "@/lib/batches/batch_store.ts";
import { FileSteps } from "@/lib/batches/file_steps.ts";
import { Decisions } from "@/lib/decisions/decisions.ts";
import { IdempotencyStore } from "@/lib/uploads/idempotency.ts";
import { ChildIntake } from "@/lib/uploads/child_intake.ts";
import { Intake } from "@/lib/uploads/intake.ts";
import { ResultStore } from "@/lib/batches/result_store.ts";
import { UserSweep } from "@/lib/users/user_sweep.ts";
import { RecordStore } from "@/lib/record/record_store.ts";
import { Shares } from "@/lib/shares/shares.ts";
import { ShareWatch } from "@/lib/shares/share_watch.ts";
import { BlobStore } from "@/lib/blobs/blob_store.ts";
import { FreshBlobs } from "@/lib/blobs/fresh_blobs.ts";
import { HELD_BYTES, PROCESS_SLOTS, UploadSlots, USER_SLOTS } from "@/lib/uploads/upload_slots.ts";
import type { Clock } from "@/lib/jobs/clock.ts";
import { JobStore } from "@/lib/jobs/job_store.ts";
import { chooseWakeup } from "@/lib/jobs/choose_wakeup.ts";
import type { Wakeup } from "@/lib/jobs/wakeup.ts";
import { type Database, openDatabase } from "@/lib/kv/database.ts";
import type { Store } from "@/lib/kv/store.ts";
import { StoreCheck, type StoreFault } from "@/lib/kv/store_check.ts";
import { ProgressLog } from "@/lib/progress/log.ts";
import { LogWriter } from "@/lib/progress/log_writer.ts";
import { ProgressService } from "@/lib/progress/progress_service.ts";
import { type Settings, SettingsError } from "@/lib/settings.ts";
import { Hub } from "@/lib/sse/hub.ts";
import { Instances } from "@/lib/sse/instances.ts";
import { logger } from "@/lib/telemetry/log.ts";
import { giveBackMemory } from "@/lib/give_back_memory.ts";
import { modelUrl } from "@/lib/extract/sandbox/ocr/languages.ts";
import { Extractor } from "@/lib/extract/extractor.ts";
import { Metrics } from "@/lib/telemetry/metrics.ts";
import { SecurityLog } from "@/lib/telemetry/security_log.ts";

/** All that routes and workers use, wired once. */
export interface Services extends AsyncDisposable {
  settings: Settings;
  database: Database;
  store: Store;
  storeCheck: StoreCheck;
  metrics: Metrics;
  security: SecurityLog;
  auth: Authenticator;
  networks: Networks;
  /** Of networks. */
  quotas: Quotas;
  sessionQuotas: Quotas;
  /** Of networks. */
  rooms: Rooms;
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
  children: ChildIntake;
  idempotency: IdempotencyStore;
  operations: BatchOperations;
  decisions: Decisions;
  shares: Shares;
  shareWatch: ShareWatch;
  records: RecordStore;
  steps: FileSteps;
  results: ResultStore;
  sweep: UserSweep;
  jobs: JobStore;
  wakeup: Wakeup;
}

/** What services are built of. */
export interface ServicesOptions {
  settings: Settings;
  database: Database;
  /** Signs sessions and tokens. */
  key: Uint8Array<ArrayBuffer>;
  wakeup: Wakeup;
  /** The jobs' clock; default the machine's. */
  clock?: Clock;
}

/**
 * Opens the database, builds the services on it and starts what runs by itself.
 *
 * @throws {SettingsError} a setting doesn't fit what is there
 */
export async function openServices(settings: Settings): Promise<Services> {
  if (settings.workers > 0) requireLanguages(settings.ocrLanguages);
  // It says more than the secret does of a folder that can't be written.
  const database = await openDatabase(settings);
  try {
    const key = await loadAuthKey(settings);
    const wakeup = await chooseWakeup(settings, database);
    const services = createServices({ settings, database, key, wakeup });
    services.storeCheck.start();
    services.instances.start();
    return services;
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
}

/** Builds the services, and starts nothing. The database is closed with them. */
export function createServices(
  { settings, database, key, wakeup, clock }: ServicesOptions,
): Services {
  // Open mode has no quotas: whoever reaches it may act for anyone.
  const isOpen = settings.authMode === "open";
  const { store, doorbells } = database;
  const { authSecretPrevious: previous } = settings;
  const security = new SecurityLog();
  const metrics = new Metrics((kind) => security.refused(kind));
  const log = new ProgressLog(store);
  const writer = new LogWriter({
    store,
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
  const blobs = new BlobStore(store, settings.workers > 0 ? new FreshBlobs() : null);
  const extractor = new Extractor({
    size: Math.max(1, settings.workers),
    ocr: { languages: settings.ocrLanguages },
    rest: { onRest: giveBackMemory },
  });
  const instances = new Instances(store, hub, doorbells);
  const storeCheck = new StoreCheck({ store, file: database.file, onChange: tellOfStore });
  return {
    settings,
    database,
    store,
    storeCheck,
    metrics,
    security,
    auth: new Authenticator({
      mode: settings.authMode,
      key,
      previousKey: previous === null ? null : new TextEncoder().encode(previous),
      allowedOrigins: settings.corsOrigins,
      signIn: settings.openId && new OpenIdSignIn({ ...settings.openId, key }),
    }),
    networks: new Networks(settings.trustProxy),
    quotas: new Quotas(networkAllowances(store.retentionMs)),
    sessionQuotas: new Quotas(sessionAllowances(store.retentionMs)),
    // A quarter of the streams, and half of the uploads: no one network shuts all others out.
    rooms: new Rooms({
      streams: Math.max(settings.maxStreamsPerUser, Math.floor(settings.maxStreams / 4)),
      uploads: PROCESS_SLOTS.uploads / 2,
    }),
    log,
    writer,
    progress: new ProgressService(log, writer),
    hub,
    instances,
    blobs,
    extractor,
    backlog: new Backlog({
      store,
      perUser: isOpen ? null : USER_BOUNDS,
      inAll: STORE_BOUNDS,
    }),
    uploads: new UploadSlots({
      inAll: PROCESS_SLOTS,
      perUser: isOpen ? null : USER_SLOTS,
      heldBytes: HELD_BYTES,
      maxRequestBytes: settings.maxRequestBytes,
    }),
    batches: new BatchStore(store),
    intake: new Intake({ writer, maxFiles: settings.maxFilesPerBatch }),
    children: new ChildIntake({ store, blobs, writer, maxFiles: settings.maxFilesPerBatch }),
    idempotency: new IdempotencyStore(store, blobs),
    operations: new BatchOperations(writer),
    decisions: new Decisions(store, writer),
    shares: new Shares(store, writer),
    shareWatch: new ShareWatch(doorbells),
    records: new RecordStore({ store, writer, key }),
    steps: new FileSteps(writer),
    results: new ResultStore({ store, blobs }),
    sweep: new UserSweep(store),
    jobs: new JobStore({ store, clock }),
    wakeup,
    async [Symbol.asyncDispose]() {
      storeCheck[Symbol.dispose]();
      blobs[Symbol.dispose]();
      await extractor[Symbol.asyncDispose]();
      await hub[Symbol.asyncDispose]();
      await instances[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Looks whether OCR can read its languages: later, each scan would fail. */
function requireLanguages(languages: readonly string[]): void {
  const missing = languages.find((code) => modelUrl(code) === null);
  if (missing === undefined) return;
  throw new SettingsError(
    `Cannot use OCR_LANGUAGES: "${missing}" is not installed, ` +
      `run deno add npm:@tesseract.js-data/${missing} first`,
  );
}

function tellOfStore(fault: StoreFault | null): void {
  const log = logger("store");
  if (fault) log.error(fault.detail, { error: fault.error });
  else log.info("the database works again");
}
