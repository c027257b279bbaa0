import type { Services } from "@/lib/services.ts";
import { logger } from "@/lib/telemetry/log.ts";
import { carryThrough } from "@/workers/carry_through.ts";
import { screenResume } from "@/workers/screen_resume.ts";
import { WorkerLoop } from "@/workers/worker_loop.ts";

/** Starts this process's workers, with what wakes them. Call it once, before the server listens. */
export function startWorkers(services: Services): WorkerLoop {
  const { jobs: store, metrics, settings, wakeup } = services;
  const loop = new WorkerLoop({
    store,
    metrics,
    slots: settings.workers,
    handle: (lease, signal) =>
      lease.job.kind === "screen"
        ? screenResume(lease, signal, services)
        : carryThrough(lease, signal, services),
    onError: (error) => logger("workers").error("job failed", { error }),
  });
  if (settings.workers > 0) {
    wakeup.listen((source) => loop.ring(source));
    Deno.cron("look for jobs", "* * * * *", () => loop.ring("cron"));
    loop.start();
  }
  return loop;
}
