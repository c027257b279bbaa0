/**
 * A process of workers without a server, for `killOneOfFour`: the real loop over KV Connect. Each job
 * takes JOB_MS, of which WORKERS run at once, and then ends its file. It ends when its stdin does.
 */
import { openDatabase } from "@/lib/kv/database.ts";
import { WatchWakeup } from "@/lib/jobs/wakeup.ts";
import { Semaphore } from "@/lib/async/semaphore.ts";
import { Metrics } from "@/lib/telemetry/metrics.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";
import { delay } from "@/testing/until.ts";
import { SLOTS_PER_WORKER } from "@/workers/start_workers.ts";
import { WorkerLoop } from "@/workers/worker_loop.ts";

const workers = Number(Deno.env.get("WORKERS"));
const jobMs = Number(Deno.env.get("JOB_MS"));

const kvUrl = Deno.env.get("KV_URL")!;
const database = await openDatabase({ kvPath: null, kvUrl, retentionHours: 1 });
const wakeup = new WatchWakeup(database.doorbells);
const fixture = await JobFixture.open({ database, wakeWorkers: (tx) => wakeup.addTo(tx) });
/** In place of the sandboxes: as many documents are read at once as there are workers. */
const reading = new Semaphore(workers);
const loop = new WorkerLoop({
  store: fixture.jobs,
  slots: SLOTS_PER_WORKER * workers,
  metrics: new Metrics(),
  onError: (error) => console.error(error),
  async handle(lease) {
    await reading.run(() => delay(jobMs));
    await fixture.score(lease);
  },
});
wakeup.listen((source) => loop.ring(source));
loop.start();
console.log("ready");
for await (const _ of Deno.stdin.readable);
Deno.exit(0);
