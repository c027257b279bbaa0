import type { Job } from "@/lib/jobs/job.ts";
import { type SpanOptions, traced } from "@/lib/telemetry/trace.ts";
import { JobIndex } from "@/lib/jobs/job_index.ts";
import type { Services } from "@/lib/services.ts";
import { logger } from "@/lib/telemetry/log.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import type { JobKind } from "@/lib/wire/job.ts";
import { carryDeletion } from "@/lib/batches/deletion/carry_deletion.ts";
import { carryErasure } from "@/lib/batches/deletion/carry_erasure.ts";
import { carryThrough } from "@/lib/batches/carry_through.ts";
import { carryRescoring } from "@/lib/batches/rescoring/carry_rescoring.ts";
import { ExpiryWatch } from "@/workers/expiry_watch.ts";
import { Housekeeping } from "@/workers/housekeeping.ts";
import { screenResume } from "@/workers/screen_resume.ts";
import { WorkerLoop } from "@/workers/worker_loop.ts";

/** Cron rings each minute and hosts end who is idle: so long a ring keeps this process at work. */
const CRON_MS = 55_000;

/** Files under way for each that is read: while one is, others are fetched, scored or ended. */
export const SLOTS_PER_WORKER = 3;

/** What each kind of job does. */
const HANDLERS: Record<
  JobKind,
  (lease: Lease, signal: AbortSignal, services: Services) => Promise<void>
> = {
  screen: screenResume,
  cancel: carryThrough,
  retry: carryThrough,
  delete: carryDeletion,
  erase: carryErasure,
  rescore: carryRescoring,
};

/** This process's workers, whether it has any or not. */
export interface Workers extends AsyncDisposable {
  /** Jobs under way. */
  readonly busy: number;
  /** What cron has done each minute: looks for jobs, and stays until none is left. */
  catchUp(): Promise<void>;
}

/** Starts this process's workers, with what wakes them. Call it once, before the server listens. */
export function startWorkers(services: Services): Workers {
  const { jobs: store, metrics, settings, wakeup } = services;
  const log = logger("workers");
  const loop = new WorkerLoop({
    store,
    metrics,
    slots: SLOTS_PER_WORKER * settings.workers,
    handle: (lease, signal) =>
      traced(
        `job ${lease.job.kind}`,
        spanOf(lease.job),
        () => HANDLERS[lease.job.kind](lease, signal, services),
      ),
    onError: (error) => log.error("job failed", { error }),
  });
  const housekeeping = openHousekeeping(services);
  const isWorking = settings.workers > 0;
  if (isWorking) {
    wakeup.listen((source) => loop.ring(source));
    housekeeping.start();
    loop.start();
    if (settings.onDeploy) services.hub.isBusy = () => loop.busy > 0;
    else warmUp(services);
  }
  return {
    get busy() {
      return loop.busy;
    },
    async catchUp() {
      if (!isWorking) return;
      loop.ring("cron");
      await housekeeping.run();
      await loop.untilEmpty(CRON_MS);
    },
    [Symbol.asyncDispose]: () => loop[Symbol.asyncDispose](),
  };
}

function spanOf({ id, batch, attempt, trace }: Job): SpanOptions {
  return {
    parent: trace,
    attributes: { "job.id": id, "job.batch_id": batch, "job.attempt": attempt },
  };
}

/**
 * Starts the sandboxes once the start itself is done: the first batch would wait for them. Not on
 * Deploy, where many an instance ends before it has read a file.
 */
function warmUp({ extractor }: Services): void {
  const onError = (error: unknown) => logger("extract").warn("sandbox did not start", { error });
  setTimeout(() => extractor.warm().catch(onError), 0);
}

function openHousekeeping({ blobs, store, sweep }: Services): Housekeeping {
  const log = logger("housekeeping");
  const onError = (error: unknown) => log.error("round failed", { error });
  const onStandstill = () =>
    log.error("expired data is not deleted: was the clock set back? Start the server anew");
  const expiry = new ExpiryWatch({ store, onStandstill });
  return new Housekeeping({ store, blobs, index: new JobIndex(store), sweep, expiry, onError });
}
