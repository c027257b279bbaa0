import { createApp } from "@/lib/app.ts";
import { boundFreeMemory } from "@/lib/async/malloc.ts";
import { requireVersion } from "@/lib/runtime_version.ts";
import { openServices, type Services } from "@/lib/services.ts";
import { readSettings } from "@/lib/settings.ts";
import { endStart } from "@/lib/start_failure.ts";
import { guardSpans } from "@/lib/telemetry/guard_spans.ts";
import { configureLogs, logger } from "@/lib/telemetry/log.ts";
import { startWorkers } from "@/workers/start_workers.ts";

/** Hosts kill 5 s after their signal; what isn't done by then is left to the others. */
const DRAIN_MS = 4500;
/** For the last bytes of answers and streams to leave, in milliseconds. */
const LAST_BYTES_MS = 200;
/** A signal to a process group comes twice: `deno task` passes its own on. In milliseconds. */
const TWICE_MS = 1000;

const services = await open();
const workers = startWorkers(services);
const log = logger("main");
let stoppingSince: number | null = null;

/** The app, for dev.ts, serve.ts and the built `_fresh/server.js` alike. */
export const app = createApp(services);

// Here, whatever the settings: Deno Deploy looks for it at a module's top level only.
Deno.cron("look for jobs", "* * * * *", () => workers.catchUp());

for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, stop);

/**
 * Says goodbye to all streams and gives back what the workers hold, then ends the process. The server
 * goes on answering meanwhile: who comes now is told to come back. A second signal ends at once.
 */
export async function stop(): Promise<void> {
  const now = performance.now();
  if (stoppingSince !== null) {
    if (now - stoppingSince < TWICE_MS) return;
    Deno.exit(1);
  }
  stoppingSince = now;
  setTimeout(() => Deno.exit(1), DRAIN_MS);
  log.info("draining", { streams: services.hub.streamCount, jobs: workers.busy });
  services.hub.drain();
  await workers[Symbol.asyncDispose]();
  await services.instances[Symbol.asyncDispose]();
  await new Promise((resolve) => setTimeout(resolve, LAST_BYTES_MS));
  // What was deleted stands in SQLite's log until it is closed.
  if (services.database.file) await services.database[Symbol.asyncDispose]();
  log.info("ended");
  Deno.exit(0);
}

async function open(): Promise<Services> {
  try {
    requireVersion(Deno.version.deno);
    boundFreeMemory();
    const settings = readSettings(Deno.env);
    configureLogs(settings);
    guardSpans();
    const services = await openServices(settings);
    logger("main").info("started", {
      deno: Deno.version.deno,
      store: settings.kvUrl ? "KV Connect" : settings.kvPath ?? "Deno Deploy",
      queue: services.wakeup.mode,
      workers: settings.workers,
      auth: settings.authMode,
    });
    if (settings.authMode === "open") {
      logger("main").warn("open mode: whoever reaches this address may act for any user");
    }
    return services;
  } catch (error) {
    endStart(error);
  }
}
