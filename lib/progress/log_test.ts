import { serialize } from "node:v8";
import { assert, assertEquals } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import type { ReadOptions } from "@/lib/progress/log.ts";
import { LogFixture, range } from "@/tests/log_fixture.ts";

async function logOf(events: number, padding = 0) {
  const at = await LogFixture.open();
  await Promise.all(range(1, events).map((n) => at.append("u", n, { padding })));
  const { epoch } = await at.log.ensureHead("u");
  const read = async (seq: number, upTo: number, options?: ReadOptions) =>
    (await at.log.read("u", epoch, seq, upTo, options))?.map((event) => event.seq) ?? null;
  return { at, epoch, read, [Symbol.asyncDispose]: () => at[Symbol.asyncDispose]() };
}

const cases: {
  name: string;
  seq?: number;
  upTo?: number;
  options?: ReadOptions;
  expect: number[] | null;
}[] = [
  { name: "all of it", expect: range(1, 10) },
  { name: "what follows a seq", seq: 7, expect: [8, 9, 10] },
  { name: "nothing after the newest", seq: 10, expect: [] },
  { name: "up to a seq", seq: 2, upTo: 5, expect: [3, 4, 5] },
  { name: "no more than the limit", options: { limit: 3 }, expect: [1, 2, 3] },
  { name: "in small batches", options: { batchSize: 2 }, expect: range(1, 10) },
  { name: "one event at least", options: { maxBytes: 1 }, expect: [1] },
  { name: "events until there are bytes enough", options: { maxBytes: 1500 }, expect: [1, 2] },
  { name: "null where it ends too early", upTo: 11, expect: null },
];

for (const { name, seq = 0, upTo = 10, options, expect } of cases) {
  Deno.test(`ProgressLog read gives ${name}`, async () => {
    await using log = await logOf(10, 1000);
    assertEquals(await log.read(seq, upTo, options), expect);
  });
}

for (const missing of [1, 5, 10]) {
  Deno.test(`ProgressLog read gives null over a hole at ${missing} of 10`, async () => {
    await using log = await logOf(10);
    await log.at.store.delete(keys.event("u", log.epoch, missing));
    assertEquals(await log.read(0, 10), null);
    assertEquals(await log.read(missing, 10), range(missing + 1, 10 - missing));
  });
}

Deno.test("ProgressLog ensureHead makes one log, whoever asks first", async () => {
  await using at = await LogFixture.open();
  const heads = await Promise.all(range(0, 8).map(() => at.log.ensureHead("u")));
  assertEquals(new Set(heads.map((head) => head.epoch)).size, 1);
  const { id } = await at.append("u", 1);
  assertEquals(id, `${heads[0].epoch}.1`);
  assertEquals((await at.log.ensureHead("u")).seq, 1);
});

Deno.test("ProgressLog keeps the head within 8 KiB", async () => {
  await using at = await LogFixture.open();
  const user = "u".repeat(128);
  for (let batch = 0; batch < 20; batch++) {
    for (const status of ["processing", batch > 0 ? "processing" : "completed"] as const) {
      await at.writer.append(user, (tx) =>
        tx.appendProgress({
          user_id: user,
          batch_id: `0123456789ABCDEFGHJKMNPQ${batch}`,
          run: 1e9,
          completed: 1e9,
          total: 1e9,
          status,
          message: "界".repeat(batch % 5 ? 10 : 4000),
          successful_files: 1e9,
          failed_files: 1e9,
          updated_at: new Date().toISOString(),
          note: "世".repeat(330),
        }));
    }
  }
  const head = await at.log.head(user);
  const bytes = serialize(head).length;
  assert(bytes <= 8192, `${bytes} bytes`);
  assertEquals(head!.snapshots.open.length, 8);
});

Deno.test("ProgressLog reasonFor tells a deleted log from an unknown one", async () => {
  await using at = await LogFixture.open();
  await at.store.set(keys.deadEpoch("0123456789abcdef"), true);
  assertEquals(await at.log.reasonFor("0123456789abcdef"), "deleted");
  assertEquals(await at.log.reasonFor("fedcba9876543210"), "unknown");
});
