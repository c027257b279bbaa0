import { assertEquals, assertRejects } from "@std/assert";
import { EventReader } from "@/testing/event_reader.ts";

const PROGRESS =
  'retry: 1500\n\nevent: keepalive\ndata: {"at":"now"}\n\n: a comment\n\nevent: progress\nid: e.1\ndata: {"n":1}\n\n';

/** A stream that says what the test writes. */
function open() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const write = (text: string) => writer.write(new TextEncoder().encode(text));
  return { reader: new EventReader(readable), write, end: () => writer.close() };
}

Deno.test("EventReader reads events, waits, keepalives apart and the end", async () => {
  const { reader, write, end } = open();
  const writing = write(PROGRESS).then(end);
  const { at: _, ...event } = await reader.one();
  assertEquals(event, { event: "progress", id: "e.1", data: { n: 1 } });
  assertEquals([reader.retry, reader.keepalives.map(({ data }) => data)], [1500, [{ at: "now" }]]);
  assertEquals(await reader.next(), null);
  await assertRejects(() => reader.one(), Error, "the stream has ended");
  await writing;
});

Deno.test("EventReader loses nothing to one who was impatient", async () => {
  const { reader, write, end } = open();
  await assertRejects(() => reader.one(1), Error, "nothing came in time");
  const writing = write(PROGRESS).then(end);
  await reader.keptAlive(1);
  assertEquals(await reader.numbers(1), [1]);
  await writing;
});

Deno.test("EventReader.of reads event streams only", async () => {
  const answer = Response.json({ title: "Too many streams" }, { status: 429 });
  await assertRejects(() => EventReader.of(answer), Error, '429 application/json {"title":"Too');
});
