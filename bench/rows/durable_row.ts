import { join } from "node:path";
import { keys } from "@/lib/kv/keys.ts";
import { Store } from "@/lib/kv/store.ts";
import { ProgressLog } from "@/lib/progress/log.ts";
import { newHead } from "@/lib/progress/log_head.ts";
import { LogWriter } from "@/lib/progress/log_writer.ts";
import { ProgressService } from "@/lib/progress/progress_service.ts";
import { noSnapshots, withProgress } from "@/lib/progress/snapshots.ts";
import { progressOfUpdate } from "@/lib/progress/progress.ts";
import type { ProgressUpdate } from "@/lib/wire/progress.ts";
import type { LocalRow } from "@/bench/rows/row.ts";

/** Users that update at the same time, each waiting for one update before the next. */
const USERS = 64;

/** How long each side writes. */
const MILLISECONDS = 3000;

/** As long as the server's default. */
const RETENTION_MS = 72 * 60 * 60 * 1000;

type Update = (user: string, update: ProgressUpdate) => Promise<unknown>;

/** Updates through the log, beside bare commits that check and write the same two keys. */
export const durableRow: LocalRow = {
  name: "durable",
  title: `durable updates of ${USERS} users, no HTTP (bare: the same mutations as plain commits)`,
  repeats: 3,
  peers: ["bare", "ours"],
  async runHere(peer, quick) {
    const folder = await Deno.makeTempDir({ prefix: "bench_durable_" });
    try {
      using kv = await Deno.openKv(join(folder, "kv.sqlite"));
      const update = peer === "ours" ? logged(kv) : plain(kv);
      await updatesPerSecond(update, 500);
      const measured = await updatesPerSecond(update, quick ? MILLISECONDS / 2 : MILLISECONDS);
      return { measures: { "updates/s": measured }, faults: 0 };
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
};

function logged(kv: Deno.Kv): Update {
  const store = new Store(kv, { retentionMs: RETENTION_MS });
  const writer = new LogWriter({ store, wakeWorkers: () => {} });
  const progress = new ProgressService(new ProgressLog(store), writer);
  return (user, update) => progress.update(user, update);
}

/** The mutations alone: each user's last versionstamp is remembered, nothing is read. */
function plain(kv: Deno.Kv): Update {
  const encoder = new TextEncoder();
  const heads = new Map<string, Deno.KvEntryMaybe<unknown>>();
  const logs = new Map<string, ReturnType<typeof newHead>>();
  return async (user, update) => {
    const progress = progressOfUpdate(user, update, new Date());
    const data = encoder.encode(JSON.stringify(progress));
    const key = keys.head(user);
    const head = logs.get(user) ?? newHead();
    logs.set(user, head);
    head.seq++;
    head.bytes += data.length;
    head.snapshots = withProgress(noSnapshots, progress);
    const event = { type: "progress", data, nonce: crypto.randomUUID(), at: Date.now() };
    const result = await kv.atomic()
      .check(heads.get(user) ?? { key, versionstamp: null })
      .set(keys.event(user, head.epoch, head.seq), event, { expireIn: RETENTION_MS })
      .set(key, head, { expireIn: RETENTION_MS }).commit();
    if (!result.ok) throw new Error(`Cannot commit "${user}": another wrote its head`);
    heads.set(user, { key, value: null, versionstamp: result.versionstamp });
  };
}

async function updatesPerSecond(update: Update, milliseconds: number): Promise<number> {
  const started = performance.now();
  let count = 0;
  const run = async (_: unknown, at: number) => {
    for (let n = 0; performance.now() - started < milliseconds; n++, count++) {
      await update(`user${at}`, { completed: n, total: 1e6, status: "processing", message: "x" });
    }
  };
  await Promise.all(Array.from({ length: USERS }, run));
  return count / (performance.now() - started) * 1000;
}
