import { assertEquals } from "@std/assert";
import { createDatabase } from "@/lib/kv/database.ts";
import { LogWriter } from "@/lib/progress/log_writer.ts";
import { progressOfUpdate } from "@/lib/progress/progress.ts";
import type { Change } from "@/lib/progress/change.ts";
import { HOUR } from "@/testing/test_database.ts";
import { countedKv } from "@/tests/jobs/counted_kv.ts";

const USER = "u";
const NAMES = ["a", "b", "c"];

/** Rewrites as many records as a file's end does. */
const rewrite: Change<void> = async (tx) => {
  for (const name of NAMES) {
    tx.set(["t", USER, name], (await tx.get<number>(["t", USER, name]) ?? 0) + 1);
  }
  tx.appendProgress(progressOfUpdate(USER, { completed: 0, total: 1 }, new Date(0)));
};

async function open() {
  const { kv, counts } = countedKv(await Deno.openKv(":memory:"));
  const database = createDatabase(kv, { retentionMs: HOUR });
  const { store } = database;
  const newWriter = () => {
    const outcomes = { landed: 0, conflict: 0 };
    const onCommit = (it: "landed" | "conflict") => outcomes[it]++;
    const writer = new LogWriter({ store, wakeWorkers: () => {}, onCommit });
    return { writer, outcomes };
  };
  return { store, counts, newWriter, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

Deno.test("LogMemory spares who writes alone all reading, over commits that write other records too", async () => {
  await using at = await open();
  const { writer } = at.newWriter();
  await writer.append(USER, rewrite);
  at.counts.reads = 0;
  await writer.append(USER, (tx) => tx.set(["t", USER, "other"], 1));
  await writer.append(USER, rewrite);
  assertEquals(at.counts.reads, 0);
  assertEquals((await at.store.get(["t", USER, "c"])).value, 2);
});

Deno.test("LogMemory reads what others have changed at once", async () => {
  await using at = await open();
  const [first, second] = [at.newWriter(), at.newWriter()];
  await first.writer.append(USER, rewrite);
  await second.writer.append(USER, rewrite);
  at.counts.reads = 0;
  await first.writer.append(USER, rewrite);
  assertEquals(first.outcomes, { landed: 2, conflict: 1 });
  assertEquals(at.counts.reads, 1);
  assertEquals((await at.store.get(["t", USER, "c"])).value, 3);
});

Deno.test("LogMemory asks before it commits where others have been faster", async () => {
  await using at = await open();
  const [first, second] = [at.newWriter(), at.newWriter()];
  for (let n = 0; n < 3; n++) {
    for (const { writer } of [first, second]) await writer.append(USER, rewrite);
  }
  const conflicts = first.outcomes.conflict;
  // Past the moment for which its own commit is taken to be the last.
  await new Promise((resolve) => setTimeout(resolve, 60));
  await second.writer.append(USER, rewrite);
  await first.writer.append(USER, rewrite);
  assertEquals(first.outcomes.conflict, conflicts);
  assertEquals((await at.store.get(["t", USER, "c"])).value, 8);
});
