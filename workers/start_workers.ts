import { JobIndex } from "@/lib/jobs/job_index.ts";
import type { Services } from "@/lib/services.ts";
import { logger } from "@/lib/telemetry/log.ts";
import { carryThrough } from "@/lib/batches/carry_through.ts";
import { Housekeeping } from "@/workers/housekeeping.ts";
import { screenResume } from "@/workers/screen_resume.ts";
import { WorkerLoop } from "@/workers/worker_loop.ts";

/** Cron rings each minute and hosts end who is idle: so long a ring keeps this process at work. */
const CRON_MS = 55_000;

/** Files under way for each that is read: while one is, others are fetched, scored or ended. */
export const SLOTS_PER_WORKER = 3;

/** Starts this process's workers, with what wakes them. Call it once, before the server listens. */
export function startWorkers(services: Services): WorkerLoop {
  const { jobs: store, metrics, settings, wakeup } = services;
  const log = logger("workers");
  const loop = new WorkerLoop({
    store,
    metrics,
    slots: SLOTS_PER_WORKER * settings.workers,
    handle: (lease, signal) =>
      lease.job.kind === "screen"
        ? screenResume(lease, signal, services)
        : carryThrough(lease, signal, services),
    onError: (error) => log.error("job failed", { error }),
  });
  if (settings.workers > 0) {
    wakeup.listen((source) => loop.ring(source));
    keepHouse(services, loop);
    loop.start();
    if (settings.onDeploy) services.hub.isBusy = () => loop.busy > 0;
    else warmUp(services);
  }
  return loop;
}

/**
 * Starts the sandboxes once the start itself is done: the first batch would wait for them. Not on
 * Deploy, where many an instance ends before it has read a file.
 */
function warmUp({ extractor }: Services): void {
  const onError = (error: unknown) => logger("extract").warn("sandbox did not start", { error });
  setTimeout(() => extractor.warm().catch(onError), 0);
}

function keepHouse(services: Services, loop: WorkerLoop): void {
  const { blobs, database: { kv }, sweep } = services;
  const onError = (error: unknown) => logger("housekeeping").error("round failed", { error });
  const index = new JobIndex(kv);
  const housekeeping = new Housekeeping({ kv, blobs, index, sweep, onError });
  housekeeping.start();
  Deno.cron("look for jobs", "* * * * *", async () => {
    loop.ring("cron");
    await housekeeping.run();
    await loop.untilEmpty(CRON_MS);
  });
}
