import { createApp } from "@/lib/app.ts";
import { openServices, type Services } from "@/lib/services.ts";
import { readSettings, SettingsError } from "@/lib/settings.ts";
import { configureLogs, logger } from "@/lib/telemetry/log.ts";
import { startWorkers } from "@/workers/start_workers.ts";

const services = await open();
const workers = startWorkers(services);

/** The app, for dev.ts, serve.ts and the built `_fresh/server.js` alike. */
export const app = createApp(services);

let draining: Promise<void> | null = null;

/** Says goodbye to all streams, gives back what the workers hold, and closes the database. */
export function drain(): Promise<void> {
  return draining ??= close();
}

async function close(): Promise<void> {
  services.hub.drain();
  await workers[Symbol.asyncDispose]();
  await services[Symbol.asyncDispose]();
  logger("main").info("drained");
}

async function open(): Promise<Services> {
  try {
    const settings = readSettings(Deno.env);
    configureLogs(settings);
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
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}
