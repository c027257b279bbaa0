import { assert, assertEquals, assertRejects } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import { EventTooLargeError } from "@/lib/progress/event_too_large_error.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";
import type { Change } from "@/lib/progress/change.ts";
import { MAX_EVENT_BYTES } from "@/lib/wire/stream_events.ts";
import { progressOfUpdate } from "@/lib/progress/progress.ts";
import { SweepingError } from "@/lib/progress/sweeping_error.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { LogFixture, range } from "@/tests/log_fixture.ts";
import { until } from "@/testing/until.ts";

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

const progress = (n: number) => progressOfUpdate("u", { completed: n, total: 99, n }, new Date(0));

Deno.test("LogWriter appends what comes together in few commits, in order, with contiguous ids", async () => {
  await using at = await LogFixture.open();
  let commits = 0;
  const writer = at.newWriter({ onCommit: () => commits++ });
  const appended = await Promise.all(range(0, 200).map((n) => at.append("u", n, { writer })));
  assertEquals(await at.numbers("u"), range(0, 200));
  const { epoch } = (await at.log.head("u"))!;
  assertEquals(appended.map(({ id }) => id), range(1, 200).map((seq) => `${epoch}.${seq}`));
  assert(commits < 10, `${commits} commits`);
});

Deno.test("LogWriter splits what is more than a commit takes", async () => {
  await using at = await LogFixture.open();
  let commits = 0;
  const writer = at.newWriter({ onCommit: () => commits++ });
  await Promise.all(range(0, 40).map((n) => at.append("u", n, { writer, padding: 40 * 1024 })));
  assertEquals(await at.numbers("u"), range(0, 40));
  assert(commits >= 6, `${commits} commits of 256 KiB for 1.6 MiB`);
});

Deno.test("LogWriter writes only the last of a commit's events with one coalescing key", async () => {
  await using at = await LogFixture.open();
  const appended = await Promise.all(
    range(0, 6).map((n) =>
      at.writer.append("u", (tx) => {
        if (n % 3 === 0) tx.appendProgress(progress(n));
        else tx.appendProgress(progress(n), "steps");
      })
    ),
  );
  assertEquals(await at.numbers("u"), [0, 3, 5]);
  const { epoch } = (await at.log.head("u"))!;
  // The ids of those that were replaced name an event that tells of them.
  assertEquals(appended.map(({ id }) => id), [1, 3, 3, 2, 3, 3].map((seq) => `${epoch}.${seq}`));
});

Deno.test("LogWriter fails a change that throws alone", async () => {
  await using at = await LogFixture.open();
  const results = await Promise.allSettled(
    range(0, 5).map((n) =>
      at.writer.append("u", (tx) => {
        tx.appendProgress(progress(n));
        tx.set(["written", n], true);
        if (n === 2) throw new RangeError("no");
      })
    ),
  );
  assertEquals(results.map(({ status }) => status === "fulfilled"), [
    true,
    true,
    false,
    true,
    true,
  ]);
  assertEquals(await at.numbers("u"), [0, 1, 3, 4]);
  assertEquals((await at.store.get(["written", 2])).value, null);
});

Deno.test("LogWriter fails a change that no commit can hold alone, others keep their order", async () => {
  await using at = await LogFixture.open();
  const results = await Promise.allSettled(
    range(0, 5).map((n) =>
      at.writer.append("u", (tx) => {
        tx.appendProgress(progress(n));
        if (n === 2) tx.set(["big"], new Uint8Array(70_000));
      })
    ),
  );
  assertEquals(results.map(({ status }) => status === "fulfilled"), [
    true,
    true,
    false,
    true,
    true,
  ]);
  assertEquals(await at.numbers("u"), [0, 1, 3, 4]);
});

const sizes: [bytes: number, fits: boolean][] = [[MAX_EVENT_BYTES, true], [
  MAX_EVENT_BYTES + 1,
  false,
]];

for (const [bytes, fits] of sizes) {
  Deno.test(`LogWriter ${fits ? "takes" : "refuses"} an event of ${bytes} bytes`, async () => {
    await using at = await LogFixture.open();
    const empty = JSON.stringify({ ...progress(0), padding: "" }).length;
    const event = { ...progress(0), padding: "x".repeat(bytes - empty) };
    const append = at.writer.append("u", (tx) => tx.appendProgress(event));
    if (fits) assertEquals((await append).id?.endsWith(".1"), true);
    else await assertRejects(() => append, EventTooLargeError);
  });
}

Deno.test("LogWriter lets several writers of one log in, each in its own order", async () => {
  await using at = await LogFixture.open();
  const outcomes = { landed: 0, conflict: 0 };
  const writers = range(0, 4).map(() => at.newWriter({ onCommit: (it) => outcomes[it]++ }));
  await Promise.all(writers.map(async (writer, w) => {
    for (let n = 0; n < 25; n++) await at.append("u", 100 * w + n, { writer });
  }));
  const numbers = await at.numbers("u");
  assertEquals(numbers.length, 100);
  for (let w = 0; w < 4; w++) {
    assertEquals(numbers.filter((n) => Math.floor(n / 100) === w), range(100 * w, 25));
  }
  assertEquals(outcomes.landed, 100);
});

Deno.test("LogWriter runs a change again when another writer was first", async () => {
  await using at = await LogFixture.open();
  const count: Change<number> = async (tx) => {
    const next = (await tx.get<number>(["count"]) ?? 0) + 1;
    tx.set(["count"], next);
    tx.appendProgress(progress(next));
    return next;
  };
  const writers = [at.writer, at.newWriter(), at.newWriter()];
  const values = await Promise.all(
    range(0, 30).map(async (n) => (await writers[n % 3].append("u", count)).value),
  );
  assertEquals(values.sort((a, b) => a - b), range(1, 30));
  assertEquals(await at.numbers("u"), range(1, 30));
});

const staleCases: { name: string; others: Change<unknown>[] }[] = [
  { name: "alone", others: [] },
  { name: "beside others", others: [(tx) => tx.appendProgress(progress(1))] },
];

for (const { name, others } of staleCases) {
  Deno.test(`LogWriter fails no change ${name} for a record that it remembers wrongly`, async () => {
    await using at = await LogFixture.open();
    const state: Change<unknown> = async (tx) => {
      await tx.get(["state"]);
      tx.set(["state"], "closed");
      tx.appendProgress(progress(0));
    };
    await at.writer.append("u", state);
    await at.store.set(["state"], "open"); // Another process, past the head.
    const read = at.writer.append("u", async (tx) => {
      const value = await tx.get(["state"]);
      if (value === "closed") throw new Error("it is closed");
      return value;
    });
    await Promise.all(others.map((change) => at.writer.append("u", change)));
    assertEquals((await read).value, "open");
  });
}

Deno.test("LogWriter refuses while the user is swept, and not a moment longer", async () => {
  await using at = await LogFixture.open();
  await at.append("u", 0);
  const head = await at.store.get<LogHead>(keys.head("u"));
  await at.store.set(keys.head("u"), { ...head.value, sweeping: true });
  await assertRejects(() => at.append("u", 1), SweepingError);
  await assertRejects(() => at.append("u", 2), SweepingError);
  await at.store.delete(keys.head("u"));
  const { id } = await at.append("u", 3);
  assert(!id!.startsWith(head.value!.epoch), "another log");
  assert(id!.endsWith(".1"));
});

Deno.test("LogWriter begins another log where the head has gone", async () => {
  await using at = await LogFixture.open();
  const first = (await at.append("u", 0)).id!;
  await at.store.delete(keys.head("u"));
  const second = (await at.append("u", 1)).id!;
  assert(first.split(".")[0] !== second.split(".")[0]);
  assertEquals(await at.numbers("u"), [1]);
});

test("LogWriter appends once where the answer of a remote commit is lost", async () => {
  await using at = await LogFixture.open({ remote: true });
  at.server.faults.plan("atomic_write", "lose");
  const { id } = await at.append("u", 0);
  at.server.faults.plan("atomic_write", "lose", 2);
  const appended = await Promise.all(range(1, 3).map((n) => at.append("u", n)));
  assertEquals(await at.numbers("u"), [0, 1, 2, 3]);
  assert(id!.endsWith(".1"));
  assertEquals(appended.map((it) => it.id!.split(".")[1]), ["2", "3", "4"]);
});

test("LogWriter appends once through random faults, of two writers", async () => {
  await using at = await LogFixture.open({ remote: true });
  let requests = 0;
  at.server.faults.choose = (operation) => {
    if (operation !== "atomic_write") return undefined;
    return (["lose", undefined, "drop", undefined, undefined] as const)[requests++ % 5];
  };
  const writers = [at.writer, at.newWriter()];
  await Promise.all(range(0, 40).map((n) => at.append("u", n, { writer: writers[n % 2] })));
  const numbers = await at.numbers("u");
  assertEquals(numbers.toSorted((a, b) => a - b), range(0, 40));
  for (const w of [0, 1]) {
    const own = numbers.filter((n) => n % 2 === w);
    assertEquals(own, own.toSorted((a, b) => a - b));
  }
});

test("LogWriter waits through an outage", async () => {
  await using at = await LogFixture.open({ remote: true });
  await at.append("u", 0);
  await at.server.fail();
  const appending = Promise.all(range(1, 3).map((n) => at.append("u", n)));
  await until("a try", () => at.server.requests.atomic_write > 1);
  at.server.recover();
  await appending;
  assertEquals(await at.numbers("u"), [0, 1, 2, 3]);
});

Deno.test("LogWriter wakes the workers with the commit that asks for it only", async () => {
  await using at = await LogFixture.open();
  let woken = 0;
  const writer = at.newWriter({ wakeWorkers: () => woken++ });
  await writer.append("u", (tx) => tx.appendProgress(progress(0)));
  assertEquals(woken, 0);
  await writer.append("u", (tx) => (tx.appendProgress(progress(1)), tx.wakeWorkers()));
  assertEquals(woken, 1);
});

Deno.test("LogWriter keeps the logs of users apart, beyond the thousand that it remembers", async () => {
  await using at = await LogFixture.open();
  const users = range(0, 1100).map((n) => `user${n}`);
  await Promise.all(users.map((user, n) => at.append(user, n)));
  await Promise.all(users.map((user, n) => at.append(user, n + 5000)));
  for (const n of [0, 99, 1099]) assertEquals(await at.numbers(`user${n}`), [n, n + 5000]);
});
