import { assert, assertEquals } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";
import { Instances } from "@/lib/sse/instances.ts";
import { EventReader } from "@/tests/event_reader.ts";
import { LogFixture } from "@/tests/log_fixture.ts";
import { until } from "@/tests/until.ts";

Deno.test("Instances sums what all living processes have open", async () => {
  await using at = await LogFixture.open();
  const hubs = [at.newHub(), at.newHub()];
  await using a = new Instances(at.kv, hubs[0]);
  const b = new Instances(at.kv, hubs[1]);
  const open = (hub: number, user: string) =>
    new EventReader(new EventStream(hubs[hub], user).open(null));
  const readers = [open(0, "u"), open(1, "u"), open(1, "v")];
  for (const reader of readers) await reader.take(1);
  const dead = { instance_id: "dead", active_connections: 7, users: 7, at: Date.now() - 60_000 };
  await at.kv.set(keys.instance("dead"), dead);

  let status = await a.status();
  await until("both", async () => (status = await a.status()).active_connections === 3);
  assertEquals([status.users, status.instances], [3, 2]);
  assertEquals(status.this_instance.active_connections, 1);
  const [own, other] = [status, await b.status()].map((it) => it.this_instance.instance_id);
  assert(own !== other);

  const left = performance.now();
  for (const reader of readers) await reader[Symbol.asyncDispose]();
  await until("none", async () => (await a.status()).active_connections === 0);
  assert(performance.now() - left < 2000, "within 2 s");
  await b[Symbol.asyncDispose]();
  assertEquals((await a.status()).instances, 1);
});
