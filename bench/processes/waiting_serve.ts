/**
 * The server, where reading a document is waiting: JOB_MS for each, WORKERS of them at once, as if who
 * reads were another machine. All else is the server's own, from its sources: what is built has an
 * Extractor of its own. What is found in the first document stands for all of them.
 */
import { Builder } from "fresh/dev";
import { delay } from "@/lib/async/delay.ts";
import { Semaphore } from "@/lib/async/semaphore.ts";
import { Extractor, type ScreenedDocument } from "@/lib/extract/extractor.ts";
import { readSettings } from "@/lib/settings.ts";

const jobMs = Number(Deno.env.get("JOB_MS"));
const places = new Semaphore(Number(Deno.env.get("WORKERS")));
const { screen } = Extractor.prototype;
let found: Promise<ScreenedDocument> | null = null;

Extractor.prototype.warm = () => Promise.resolve();
Extractor.prototype.screen = async function (bytes, name, options) {
  const document = await (found ??= screen.call(this, bytes, name, options));
  await places.run(() => delay(jobMs, options));
  return document;
};

const { port, host: hostname } = readSettings(Deno.env);
await new Builder().listen(() => import("@/main.ts"), { hostname, port });
