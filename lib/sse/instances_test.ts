import { assert, assertEquals } from "@std/assert";
import type { Ring } from "@/lib/kv/doorbells.ts";
import { keys } from "@/lib/kv/keys.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";
import { Instances } from "@/lib/sse/instances.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { LogFixture } from "@/tests/log_fixture.ts";
import { until } from "@/testing/until.ts";

Deno.test("Instances sums what all living processes have open", async () => {
  await using at = await LogFixture.open();
  const hubs = [at.newHub(), at.newHub()];
  await using a = new Instances(at.store, hubs[0], at.doorbells);
  const b = new Instances(at.store, hubs[1], at.doorbells);
  a.start();
  b.start();
  const open = (hub: number, user: string) =>
    new EventReader(new EventStream(hubs[hub], user).open(null));
  const readers = [open(0, "u"), open(1, "u"), open(1, "v")];
  for (const reader of readers) await reader.take(1);
  const dead = { instance_id: "dead", active_connections: 7, users: 7 };
  await at.store.set(keys.instance("dead"), dead);

  let status = await a.status();
  await until("both", async () => (status = await a.status()).active_connections === 3);
  assertEquals([status.users, status.instances], [3, 2]);
  assertEquals(status.this_instance.active_connections, 1);
  const [own, other] = [status, await b.status()].map((it) => it.this_instance.instance_id);
  assert(own !== other);

  for (const reader of readers) await reader[Symbol.asyncDispose]();
  await until("none", async () => (await a.status()).active_connections === 0);
  await b[Symbol.asyncDispose]();
  await until("one to be left", async () => (await a.status()).instances === 1);
});

Deno.test("Instances strikes off who doesn't answer, and counts it again when it does", async () => {
  await using at = await LogFixture.open();
  await using a = new Instances(at.store, at.newHub(), at.doorbells);
  a.start();
  let ring = () => {};
  const stopped = {
    subscribe(key: Deno.KvKey, answer: Ring) {
      ring = () => answer({ key, value: null, versionstamp: null });
      return () => {};
    },
  };
  await using silent = new Instances(at.store, at.newHub(), stopped);
  silent.start();
  ring();
  const instances = async () => (await a.status()).instances;
  await until("it to be struck off", async () => {
    const entries = await Array.fromAsync(at.store.list({ prefix: ["instances"] }));
    return await instances() === 1 && entries.length === 1;
  });
  const late = setInterval(() => ring(), 20);
  await until("it to be counted again", async () => await instances() === 2);
  clearInterval(late);
});
