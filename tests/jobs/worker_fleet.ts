import { assertEquals } from "@std/assert";
import { LEASE_MS } from "@/lib/jobs/retry_policy.ts";
import { WatchWakeup } from "@/lib/jobs/wakeup.ts";
import { type Database, openDatabase } from "@/lib/kv/database.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { JobFixture, storedFiles } from "@/tests/jobs/job_fixture.ts";
import { until } from "@/testing/until.ts";
import { SLOTS_PER_WORKER } from "@/workers/start_workers.ts";
import { DENO_RUN } from "@/testing/process/deno_run.ts";

const WORKERS = 4;
const JOB_MS = 100;
const PROCESSES = 4;
const SLOTS = SLOTS_PER_WORKER * WORKERS;
const USER = "ann";

/** How a batch went of whose processes one was killed in the middle; times in milliseconds. */
export interface FleetRun {
  /** Jobs that had not ended at the kill. */
  left: number;
  /** From the kill until no more were left than the dead one may have held. */
  untilHeldMs: number;
  /** From the kill to the batch's end, and what it may be. */
  afterKill: Timed;
  /** From the upload to the batch's end, and what it may be. */
  inAll: Timed;
}

interface Timed {
  ms: number;
  /** 1.3 of what the survivors need at best, and one lease for what the dead one held. */
  boundMs: number;
}

/** A process that runs `worker_main.ts`; it ends with its stdin. */
class WorkerProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;

  private constructor(child: Deno.ChildProcess) {
    this.#child = child;
  }

  /** Starts it and waits until its loop runs. */
  static async start({ url, token }: KvConnectServer): Promise<WorkerProcess> {
    const child = new Deno.Command(Deno.execPath(), {
      args: [...DENO_RUN, new URL("./worker_main.ts", import.meta.url).pathname],
      env: {
        KV_URL: url,
        DENO_KV_ACCESS_TOKEN: token,
        WORKERS: String(WORKERS),
        JOB_MS: String(JOB_MS),
      },
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const reader = child.stdout.getReader();
    const { done } = await reader.read();
    await reader.cancel();
    if (done) throw new Error("Cannot start a process of workers: it has ended");
    return new WorkerProcess(child);
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.stdin.close().catch(() => {});
    await this.#child.status;
  }
}

/**
 * Has four processes with four workers each do as many jobs of 100 ms of one user, over KV Connect,
 * kills one of them when half are done, and checks that each file has ended, once.
 */
export async function killOneOfFour(jobs: number): Promise<FleetRun> {
  await using stack = new AsyncDisposableStack();
  const remote = stack.use(new KvConnectServer());
  const database = stack.use(await openRemote(remote));
  const wakeup = new WatchWakeup(database.doorbells);
  const fixture = await JobFixture.open({ database, wakeWorkers: (tx) => wakeup.addTo(tx) });
  const starting = Array.from({ length: PROCESSES }, () => WorkerProcess.start(remote));
  for (const start of await Promise.allSettled(starting)) {
    if (start.status === "fulfilled") stack.use(start.value);
  }
  const [first] = await Promise.all(starting);

  const files = storedFiles(jobs);
  const started = performance.now();
  const { batch } = await fixture.batch(USER, 0, { files });
  const completed = async () => (await fixture.batchOf(USER, batch)).successful;
  const reach = (count: number) =>
    until(`${count} jobs to end`, async () => await completed() >= count, 60_000);
  await reach(jobs / 2);
  await first.kill();
  const killed = performance.now();
  const left = jobs - await completed();
  await reach(jobs - SLOTS);
  const untilHeldMs = performance.now() - killed;
  await reach(jobs);
  const ended = performance.now();
  await checkOnce(fixture, batch, jobs);
  return {
    left,
    untilHeldMs,
    afterKill: { ms: ended - killed, boundMs: boundMs(left) },
    inAll: { ms: ended - started, boundMs: boundMs(jobs) },
  };
}

/** As the app opens it. Deno takes the token from the environment. */
function openRemote({ url, token }: KvConnectServer): Promise<Database> {
  Deno.env.set("DENO_KV_ACCESS_TOKEN", token);
  return openDatabase({ kvPath: null, kvUrl: url, retentionHours: 1 });
}

function boundMs(jobs: number): number {
  const bestMs = Math.ceil(jobs / ((PROCESSES - 1) * WORKERS)) * JOB_MS;
  return 1.3 * bestMs + LEASE_MS;
}

async function checkOnce(fixture: JobFixture, batch: string, jobs: number): Promise<void> {
  assertEquals((await fixture.batchOf(USER, batch)).status, "completed");
  const endings = (await fixture.events(USER)).flatMap(({ type, data }) =>
    type === "file" && data.state === "done" ? [data.file_id] : []
  );
  const files = (await fixture.batches.files(USER, batch)).map(({ id }) => id);
  assertEquals(files.length, jobs);
  assertEquals(endings.toSorted(), files);
}
