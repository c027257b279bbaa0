import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import { UserSweep } from "@/lib/users/user_sweep.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";
import { EventFilter } from "@/lib/sse/feed/event_filter.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { deaf, LogFixture, range } from "@/tests/log_fixture.ts";
import { until } from "@/testing/until.ts";

function open(hub: Hub, user = "u", lastEventId: string | null = null): EventReader {
  return new EventReader(new EventStream(hub, user).open(lastEventId));
}

Deno.test("EventStream greets with retry, the position and what is known", async () => {
  await using at = await LogFixture.open();
  const { id } = await at.append("u", 1);
  await using reader = open(at.newHub());
  const [connected] = await reader.take(1);
  assert(reader.retry! >= 1000 && reader.retry! <= 4000);
  const { connection_id, progress, ...data } = connected.data;
  assertEquals([connected.event, connected.id], ["connected", id!]);
  assertEquals(data, { user_id: "u", keepalive_seconds: 30, resumed: false });
  assertEquals((progress as { n: number }).n, 1);
  assertNotEquals(connection_id, undefined);
});

Deno.test("EventStream names a position in a log that has no events", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  await using first = open(hub);
  const [connected] = await first.take(1);
  assertEquals(connected.id, `${(await at.log.head("u"))!.epoch}.0`);
  assertEquals(connected.data.progress, null);
  await at.append("u", 1);
  await using second = open(hub, "u", connected.id);
  assertEquals((await second.take(1))[0].data.resumed, true);
  assertEquals(await second.numbers(1), [1]);
});

Deno.test("EventStream follows the log, every stream in order", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  const readers = range(0, 5).map(() => open(hub));
  for (const reader of readers) await reader.take(1);
  const appending = Promise.all(range(1, 300).map((n) => at.append("u", n)));
  for (const reader of readers) assertEquals(await reader.numbers(300), range(1, 300));
  await appending;
  for (const reader of readers) await reader[Symbol.asyncDispose]();
  assertEquals(hub.streamCount, 0);
});

Deno.test("EventStream gives other users nothing", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  await using a = open(hub, "a");
  await using b = open(hub, "b");
  await Promise.all([a.take(1), b.take(1)]);
  await Promise.all(range(0, 40).map((n) => at.append(n % 2 ? "b" : "a", n)));
  assertEquals(await a.numbers(20), range(0, 40).filter((n) => n % 2 === 0));
  assertEquals(await b.numbers(20), range(0, 40).filter((n) => n % 2 === 1));
});

/** Where a client resumes in a log of 1,000 events of 1 KB, of which the window keeps 256 KiB. */
for (const seq of [0, 1, 700, 990, 1000]) {
  Deno.test(`EventStream resumes after ${seq} of 1,000, joined to what comes meanwhile`, async () => {
    await using at = await LogFixture.open();
    const hub = at.newHub();
    await using live = open(hub);
    const epoch = (await live.take(1))[0].id!.split(".")[0];
    await Promise.all(range(1, 1000).map((n) => at.append("u", n, { padding: 700 })));
    assertEquals(await live.numbers(1000), range(1, 1000));
    await using reader = open(hub, "u", `${epoch}.${seq}`);
    const [connected] = await reader.take(1);
    assertEquals([connected.id, connected.data.resumed], [`${epoch}.${seq}`, true]);
    const appending = Promise.all(range(1001, 50).map((n) => at.append("u", n)));
    assertEquals(await reader.numbers(1050 - seq), range(seq + 1, 1050 - seq));
    await appending;
  });
}

Deno.test("EventStream resumes where its feed has not heard of the newest events yet", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub({ doorbells: deaf });
  await using first = open(hub);
  await first.take(1);
  const { id } = await at.append("u", 1);
  await at.append("u", 2);
  await using reader = open(hub, "u", id);
  const [connected] = await reader.take(1);
  assertEquals([connected.data.resumed, connected.id], [true, id!]);
  assertEquals(await reader.numbers(1), [2]);
});

const unusable: { name: string; id: (epoch: string) => string; reason: string }[] = [
  { name: "garbage", id: () => "\u0001\u0002", reason: "unknown" },
  { name: "60 KB", id: () => "9".repeat(60_000), reason: "unknown" },
  { name: "another log's", id: () => "00000000deadbeef.1", reason: "unknown" },
  { name: "one of the future", id: (epoch) => `${epoch}.99`, reason: "unknown" },
  { name: "one that is trimmed", id: (epoch) => `${epoch}.1`, reason: "expired" },
  { name: "one of a deleted log", id: () => "00000000dead1065.1", reason: "deleted" },
];

for (const { name, id, reason } of unusable) {
  Deno.test(`EventStream answers an id that is ${name} with one reset, then goes on`, async () => {
    await using at = await LogFixture.open();
    await at.store.set(keys.deadEpoch("00000000dead1065"), true);
    for (const n of [1, 2, 3]) await at.append("u", n);
    const { epoch } = (await at.log.head("u"))!;
    await at.store.delete(keys.event("u", epoch, 2));
    await using reader = open(at.newHub(), "u", id(epoch));
    const [connected, reset] = await reader.take(2);
    assertEquals(connected.event, "connected");
    assertEquals([reset.event, reset.id, reset.data.reason], ["reset", `${epoch}.3`, reason]);
    assertEquals((reset.data.progress as { n: number }).n, 3);
    await at.append("u", 4);
    assertEquals(await reader.numbers(1), [4]);
    await using again = open(at.newHub(), "u", reset.id);
    assertEquals((await again.take(1))[0].data.resumed, true);
    assertEquals(await again.numbers(1), [4]);
  });
}

Deno.test("EventStream tells of a deletion, and follows the log that comes after it", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  await at.append("u", 1);
  await using reader = open(hub);
  const [connected] = await reader.take(1);
  for (const round of [1, 2]) {
    await new UserSweep(at.store).delete("u");
    const [reset] = await reader.take(1);
    assertEquals([reset.event, reset.data], ["reset", { reason: "deleted", progress: null }]);
    assertNotEquals(reset.id!.split(".")[0], connected.id!.split(".")[0]);
    await at.append("u", 10 * round);
    assertEquals(await reader.numbers(1), [10 * round]);
  }
});

Deno.test("EventStream holds nothing for a client that doesn't read, and gives it the rest", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  const body = new EventStream(hub, "u").open(null);
  const feed = await hub.feed("u");
  for (const n of range(1, 60)) await at.append("u", n, { padding: 40_000 });
  await until("the feed to hear of all", () => feed.window.last === 60);
  assertStringIncludes(await at.metrics.text(), "\nstream_bytes_sent_total 0\n");
  await using reader = new EventReader(body);
  await reader.take(1);
  assertEquals(await reader.numbers(60), range(1, 60));
});

Deno.test("EventStream is silent no longer than keepaliveSeconds", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub({ keepaliveSeconds: 1 });
  await using reader = open(hub);
  await reader.take(1);
  const next = reader.next();
  await until("two keepalives", () => reader.keepalives.length >= 2);
  const [{ id, data }] = reader.keepalives;
  assertEquals([id, Object.keys(data)], [null, ["at"]]);
  assertEquals(new Date(data.at as string).toISOString(), data.at);
  await at.append("u", 1);
  assertEquals((await next)!.data.n, 1);
});

Deno.test("EventStream says goodbye at the end of its life", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub({ streamMaxSeconds: 1 });
  await using reader = open(hub);
  const [, closing] = await reader.take(2);
  assertEquals(closing.event, "closing");
  assertEquals(closing.data.retry_ms, reader.retry);
  assertEquals([await reader.next(), hub.streamCount], [null, 0]);
});

Deno.test("EventStream of a client that doesn't read is cut off at the end of its life", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub({ streamMaxSeconds: 1 });
  new EventStream(hub, "u").open(null);
  await until("the end", () => hub.streamCount === 0);
});

Deno.test("EventStream that is cancelled leaves the counts at once, and its feed ends", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  const reader = open(hub);
  await reader.take(1);
  assertEquals([hub.streamCount, hub.userCount], [1, 1]);
  await reader[Symbol.asyncDispose]();
  assertEquals([hub.streamCount, hub.userCount], [0, 0]);
  assertEquals(at.errors, []);
});

Deno.test("EventStream shows an audience what it is to see, in each event and snapshot", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  const { id } = await at.append("u", 1);
  let [asked, shown, ended] = [0, 0, 0];
  const audience = {
    account: "u s",
    user: "shared",
    progress: () => Promise.resolve({ n: -++asked } as never),
  };
  const onEnd = () => void ended++;
  const view = {
    key: "tens",
    show(_: string, data: Record<string, unknown>) {
      shown++;
      return { n: 10 * Number(data.n) };
    },
  };
  const openTo = (lastEventId: string | null) => {
    const filter = new EventFilter({ view });
    return new EventReader(
      new EventStream(hub, "u", { audience, filter, onEnd }).open(lastEventId),
    );
  };
  const readers = [openTo("0123456789abcdef.7")];
  const [connected, reset] = await readers[0].take(2);
  assertEquals([connected.data.user_id, connected.data.progress], ["shared", { n: -1 }]);
  assertEquals([reset.event, reset.data.progress], ["reset", { n: -2 }]);
  readers.push(openTo(id));
  assertEquals((await readers[1].take(1))[0].data.resumed, true);
  await at.append("u", 2);
  for (const reader of readers) {
    const [event] = await reader.take(1);
    assertEquals([event.event, event.data], ["progress", { n: 20 }]);
  }
  // Encoded once for all who see the same.
  assertEquals(shown, 1);
  for (const reader of readers) await reader[Symbol.asyncDispose]();
  assertEquals(ended, 2);
});
