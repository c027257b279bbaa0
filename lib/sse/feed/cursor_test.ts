import { assertEquals } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";
import { EventFilter } from "@/lib/sse/feed/event_filter.ts";
import type { StreamStart } from "@/lib/wire/stream_events.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { LogFixture, range } from "@/tests/log_fixture.ts";
import { until } from "@/testing/until.ts";

/** A fixture whose user "u" has the events 1 to `count`, turn by turn of batches "a" and "b". */
async function logOf(count: number, padding = 0) {
  const at = await LogFixture.open();
  const ids: string[] = [];
  for (const n of range(1, count)) {
    const { id } = await at.append("u", n, { padding, batch: n % 2 ? "a" : "b" });
    ids.push(id!);
  }
  return { at, ids };
}

interface Opening {
  lastEventId?: string;
  start?: StreamStart;
  filter?: EventFilter;
}

function opener(at: LogFixture, options = {}) {
  const hub = at.newHub(options);
  return ({ lastEventId, start, filter }: Opening) =>
    new EventReader(new EventStream(hub, "u", { filter }).open(lastEventId ?? null, start));
}

const seqs = (ids: (string | null)[]) => ids.map((id) => Number(id?.split(".")[1]));
const onlyB = new EventFilter({ batch: "b" });

for (const padding of [0, 10_000]) {
  Deno.test(`a stream from the earliest event on brings all of 60, of ${padding} bytes`, async () => {
    const { at } = await logOf(60, padding);
    await using _ = at;
    await using reader = opener(at)({ start: "earliest" });
    const [connected] = await reader.take(1);
    assertEquals([seqs([connected.id]), connected.data.resumed], [[0], false]);
    assertEquals(await reader.numbers(60), range(1, 60));
  });
}

Deno.test("a stream from the earliest event on begins after what has expired, also while it reads", async () => {
  const { at } = await logOf(60, 10_000);
  await using _ = at;
  const { epoch } = (await at.log.head("u"))!;
  const expire = (...seqs: number[]) =>
    Promise.all(seqs.map((seq) => at.store.delete(keys.event("u", epoch, seq))));
  await expire(...range(1, 10));
  const read = at.log.read.bind(at.log);
  at.log.read = async (...args) => {
    at.log.read = read;
    await expire(...range(11, 10)); // What it was about to read.
    return await read(...args);
  };
  await using reader = opener(at)({ start: "earliest" });
  assertEquals(seqs([(await reader.take(1))[0].id]), [10]);
  assertEquals(await reader.numbers(40), range(21, 40));
});

Deno.test("a stream from the earliest event on is at the present where nothing is kept", async () => {
  const { at } = await logOf(3);
  await using _ = at;
  const { epoch } = (await at.log.head("u"))!;
  for (const seq of [1, 2, 3]) await at.store.delete(keys.event("u", epoch, seq));
  await using reader = opener(at)({ start: "earliest" });
  assertEquals(seqs([(await reader.take(1))[0].id]), [3]);
  await at.append("u", 4);
  assertEquals(await reader.numbers(1), [4]);
});

for (const padding of [0, 10_000]) {
  Deno.test(`a filtered stream brings what it wants of 60, of ${padding} bytes, and of what comes`, async () => {
    const { at, ids } = await logOf(60, padding);
    await using _ = at;
    await using reader = opener(at)({ lastEventId: ids[9], filter: onlyB });
    await reader.take(1);
    assertEquals(await reader.numbers(25), range(6, 25).map((n) => 2 * n));
    await at.append("u", 61, { batch: "a" });
    await at.append("u", 62, { batch: "b" });
    const [event] = await reader.take(1);
    assertEquals([event.data.n, seqs([event.id])], [62, [62]]);
  });
}

Deno.test("a keepalive moves a filtered client past what was left out, so that it can be resumed there", async () => {
  const { at, ids } = await logOf(2);
  await using _ = at;
  const open = opener(at, { keepaliveSeconds: 1 });
  await using reader = open({ filter: onlyB });
  await reader.take(1);
  for (const n of [3, 5, 7]) await at.append("u", n, { batch: "a" });
  const next = reader.next();
  await until("a keepalive with an id", () => reader.keepalives.some(({ id }) => id !== null));
  const told = reader.keepalives.map(({ id }) => id).filter((id) => id !== null);
  assertEquals(seqs(told), [5]);
  await until("one without", () => reader.keepalives.at(-1)!.id === null);
  // What it was moved past is gone: nothing that it would miss.
  const { epoch } = (await at.log.head("u"))!;
  for (const seq of range(1, 5)) await at.store.delete(keys.event("u", epoch, seq));
  await using resumed = opener(at)({ lastEventId: told[0], filter: onlyB });
  assertEquals((await resumed.take(1))[0].data.resumed, true);
  await at.append("u", 8, { batch: "b" });
  assertEquals(await resumed.numbers(1), [8]);
  assertEquals((await next)?.data.n, 8);
  await using late = opener(at)({ lastEventId: ids[0], filter: onlyB });
  assertEquals((await late.take(2))[1].event, "reset");
});

Deno.test("a filtered stream's goodbye tells how far it has come", async () => {
  const { at } = await logOf(2);
  await using _ = at;
  const hub = at.newHub();
  await using reader = new EventReader(new EventStream(hub, "u", { filter: onlyB }).open(null));
  await reader.take(1);
  await at.append("u", 3, { batch: "a" });
  const feed = await hub.feed("u");
  await until("the event to be passed over", () => feed.window.last === 3);
  await until("its delivery", async () => (await at.metrics.text()).includes(DELIVERED));
  hub.drain();
  const [closing] = await reader.take(1);
  assertEquals([closing.event, seqs([closing.id])], ["closing", [3]]);
});

const DELIVERED = "\nevent_commit_to_socket_seconds_count 1\n";

Deno.test("a filtered stream is reset as any other, and told of deletions", async () => {
  const { at } = await logOf(4);
  await using _ = at;
  await using reader = opener(at)({ lastEventId: "00000000deadbeef.1", filter: onlyB });
  const [, reset] = await reader.take(2);
  assertEquals([reset.event, reset.data.reason, seqs([reset.id])], ["reset", "unknown", [4]]);
});
