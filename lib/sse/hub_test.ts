import { assert, assertEquals } from "@std/assert";
import { EventStream } from "@/lib/sse/event_stream.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { deaf, LogFixture, range } from "@/tests/log_fixture.ts";
import { until } from "@/testing/until.ts";

Deno.test("Hub room tells whose limit stands in the way", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub({ maxStreams: 3, maxStreamsPerUser: 2 });
  const open = (user: string) => new EventReader(new EventStream(hub, user).open(null));
  assertEquals(hub.room("a"), "free");
  const readers = [open("a"), open("a")];
  assertEquals([hub.room("a"), hub.room("b")], ["user_full", "free"]);
  readers.push(open("b"));
  assertEquals([hub.room("a"), hub.room("c")], ["full", "full"]);
  for (const reader of readers) await reader[Symbol.asyncDispose]();
  assertEquals([hub.room("a"), hub.streamCount, hub.userCount], ["free", 0, 0]);
});

Deno.test("Hub counts who follows by a link on the link's account, and keeps the feed for all", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub({ maxStreamsPerUser: 1 });
  const progress = () => Promise.resolve(null);
  const audience = { account: "a s1", user: "shared", progress };
  const linked = new EventReader(new EventStream(hub, "a", { audience }).open(null));
  await linked.take(1);
  assertEquals([hub.room("a"), hub.room("a s1"), hub.room("a s2")], ["free", "user_full", "free"]);
  const own = new EventReader(new EventStream(hub, "a").open(null));
  await own.take(1);
  await own[Symbol.asyncDispose]();
  await at.append("a", 1);
  assertEquals(await linked.numbers(1), [1]);
  await linked[Symbol.asyncDispose]();
  assertEquals([hub.room("a s1"), hub.streamCount, hub.userCount], ["free", 0, 0]);
});

Deno.test("Hub drain ends all streams with times spread out, and turns new ones away gently", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  const open = () => new EventReader(new EventStream(hub, "u").open(null));
  const readers = range(0, 50).map(open);
  for (const reader of readers) await reader.take(1);
  hub.drain();
  readers.push(open());
  const waits: number[] = [];
  for (const reader of readers) {
    const [closing] = await reader.take(1);
    assertEquals([closing.event, closing.data.reason], ["closing", "drain"]);
    assertEquals(reader.retry, closing.data.retry_ms);
    assertEquals(await reader.next(), null);
    waits.push(reader.retry!);
  }
  assert(new Set(waits.slice(0, 50)).size > 40, "all at the same time");
  assertEquals([hub.streamCount, hub.draining], [0, true]);
});

Deno.test("Hub lets a stream that failed not hold up the others", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  await using reader = new EventReader(new EventStream(hub, "u").open(null));
  await reader.take(1);
  const broken = new EventStream(hub, "u");
  const body = broken.open(null);
  await until("both", async () => (await hub.feed("u")).streams.size === 2);
  Object.defineProperty(broken, "sendChunk", { value: () => assert(false, "broken") });
  await Promise.all([body.cancel().catch(() => {}), at.append("u", 1)]);
  assertEquals(await reader.numbers(1), [1]);
});

Deno.test("Hub reads a head again that nobody rang for", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub({ keepaliveSeconds: 1, doorbells: deaf });
  await using reader = new EventReader(new EventStream(hub, "u").open(null));
  await reader.take(1);
  await at.append("u", 1);
  const numbers: number[] = [];
  reader.numbers(1).then((read) => numbers.push(...read));
  await until("the event", () => numbers.length > 0);
  assertEquals(numbers, [1]);
});

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

test("Hub survives a database that is away, and goes on when it is back", async () => {
  await using at = await LogFixture.open({ remote: true });
  const hub = at.newHub();
  const reader = new EventReader(new EventStream(hub, "u").open(null));
  await reader.take(1);
  await at.server.fail();
  await using late = new EventReader(new EventStream(hub, "v").open(null));
  at.server.recover();
  await at.append("u", 1);
  assertEquals(await reader.numbers(1), [1]);
  assertEquals((await late.take(1))[0].event, "connected");
  await reader[Symbol.asyncDispose]();
});

Deno.test("Hub counts what it sends", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  const readers = [0, 1].map(() => new EventReader(new EventStream(hub, "u").open(null)));
  for (const reader of readers) await reader.take(1);
  for (const n of [1, 2]) await at.append("u", n);
  for (const reader of readers) await reader.numbers(2);
  for (const reader of readers) await reader[Symbol.asyncDispose]();
  const text = await at.metrics.text();
  for (
    const line of [
      "stream_events_sent_total 4",
      'streams_open{transport="sse"} 0',
      'streams_opened_total{transport="sse"} 2',
      'streams_closed_total{reason="client"} 2',
      "stream_users 0",
    ]
  ) assert(text.includes(`${line}\n`), `${line}\n${text}`);
});

Deno.test("Hub hands on what its own process commits, in order with what others do", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  const own = at.newWriter({ onAppended: (user, head, events) => hub.offer(user, head, events) });
  const other = at.newWriter();
  await using reader = new EventReader(new EventStream(hub, "u").open(null));
  await reader.take(1);
  const writers = range(0, 200).map((n) => (n % 3 === 0 ? other : own));
  await Promise.all(writers.map((writer, n) => at.append("u", n, { writer })));
  const received = (await reader.take(200)).map((event) => event.data.n);
  assertEquals(received, await at.numbers("u"));
});

Deno.test("Hub times what it delivers, once an event, and not what a client catches up on", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  const readers = [0, 1, 2].map(() => new EventReader(new EventStream(hub, "u").open(null)));
  const connected = await Promise.all(readers.map((reader) => reader.take(1)));
  for (const n of [1, 2]) {
    await at.append("u", n);
    for (const reader of readers) await reader.numbers(1);
  }
  await using late = new EventReader(new EventStream(hub, "u").open(connected[0][0].id!));
  await late.take(1);
  assertEquals(await late.numbers(2), [1, 2]);
  for (const reader of readers) await reader[Symbol.asyncDispose]();
  const text = await at.metrics.text();
  assert(text.includes("\nevent_commit_to_socket_seconds_count 2\n"), text);
});
