import { assert, assertEquals } from "@std/assert";
import { Doorbells } from "@/lib/kv/doorbells.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { range } from "@/tests/log_fixture.ts";
import { until } from "@/testing/until.ts";

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

const REMOTE = { keysPerWatch: 10, watchesPerHandle: 150 };

/** Doorbells over a KV Connect server, and what they have rung with last, by key. */
class Bells implements AsyncDisposable {
  readonly last = new Map<number, unknown>();
  readonly rings = new Map<number, number>();
  opened = 0;
  readonly doorbells: Doorbells;
  readonly #stack: AsyncDisposableStack;

  private constructor(
    readonly server: KvConnectServer,
    kv: Deno.Kv,
    options: { keysPerWatch: number; watchesPerHandle: number },
    stack: AsyncDisposableStack,
  ) {
    this.#stack = stack;
    const openHandle = () => (this.opened++, server.connect());
    this.doorbells = stack.use(new Doorbells(kv, { ...options, openHandle }));
  }

  static async open(options: Partial<typeof REMOTE> = {}): Promise<Bells> {
    const stack = new AsyncDisposableStack();
    const server = stack.use(new KvConnectServer({ pingMs: 100 }));
    const kv = stack.use(await server.connect());
    return new Bells(server, kv, { ...REMOTE, ...options }, stack);
  }

  subscribe(n: number): () => void {
    return this.doorbells.subscribe(["n", n], ({ value }) => {
      this.rings.set(n, (this.rings.get(n) ?? 0) + 1);
      if (value !== null) this.last.set(n, value);
    });
  }

  /** Writes through the server, as another process does. */
  async write(keys: number[], value: unknown): Promise<void> {
    using kv = await this.server.connect();
    for (const n of keys) await kv.set(["n", n], value);
  }

  async heard(keys: number[], value: unknown): Promise<void> {
    await until(`${keys.length} rings`, () => keys.every((n) => this.last.get(n) === value));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

Deno.test("Doorbells ring with what stands, then with each change", async () => {
  using kv = await Deno.openKv(":memory:");
  await using doorbells = new Doorbells(kv, { keysPerWatch: 1, watchesPerHandle: Infinity });
  await kv.set(["a"], 1);
  const seen: unknown[] = [];
  let next = Promise.withResolvers<void>();
  const unsubscribe = doorbells.subscribe(["a"], ({ value }) => (seen.push(value), next.resolve()));
  await next.promise;
  for (const value of [2, null]) {
    next = Promise.withResolvers<void>();
    if (value) await kv.set(["a"], value);
    else await kv.delete(["a"]);
    await next.promise;
  }
  assertEquals(seen, [1, 2, null]);
  unsubscribe();
  await kv.set(["a"], 3);
  assertEquals(seen.length, 3);
});

test("Doorbells ring 300 keys of one handle, ten to a watch", async () => {
  await using bells = await Bells.open();
  const keys = range(0, 300);
  for (const n of keys) bells.subscribe(n);
  await until("the watches", () => bells.server.watches === 30);
  await bells.write(keys, "new");
  await bells.heard(keys, "new");
  assertEquals([bells.opened, bells.server.watches], [1, 30]);
});

test("Doorbells open another handle beyond so many watches, and no more than that", async () => {
  await using bells = await Bells.open({ keysPerWatch: 1, watchesPerHandle: 3 });
  const unsubscribe = range(0, 6).map((n) => bells.subscribe(n));
  await until("six watches", () => bells.server.watches === 6);
  assertEquals(bells.opened, 2);
  // The first handle's watches end; new ones take their place there, not on the second.
  for (const stop of unsubscribe.slice(0, 3)) stop();
  for (const n of range(6, 3)) bells.subscribe(n);
  await bells.write(range(6, 3), "new");
  await bells.heard(range(6, 3), "new");
  assertEquals(bells.opened, 2);
});

test("Doorbells fill the places of keys that went", async () => {
  await using bells = await Bells.open();
  const unsubscribe = range(0, 20).map((n) => bells.subscribe(n));
  await until("two watches", () => bells.server.watches === 2);
  for (const stop of unsubscribe.slice(0, 5)) stop();
  for (const n of range(20, 5)) bells.subscribe(n);
  await bells.write(range(20, 5), "new");
  await bells.heard(range(20, 5), "new");
  await until("two watches", () => bells.server.watches === 2);
});

test("Doorbells ring what changed while their watches were gone", async () => {
  await using bells = await Bells.open();
  const keys = range(0, 25);
  for (const n of keys) bells.subscribe(n);
  await until("the watches", () => bells.server.watches === 3);
  await bells.server.dropWatches();
  await bells.write(keys, "after");
  await bells.heard(keys, "after");
});

test("Doorbells no longer ring, nor watch, once all are unsubscribed", async () => {
  await using bells = await Bells.open();
  const unsubscribe = range(0, 12).map((n) => bells.subscribe(n));
  await until("first rings", () => bells.rings.size === 12);
  for (const stop of unsubscribe) stop();
  await until("no watch", () => bells.server.watches === 0);
  const before = [...bells.rings.values()];
  await bells.write(range(0, 12), "late");
  assertEquals([...bells.rings.values()], before);
});

Deno.test("Doorbells close also where a handle could not be opened", async () => {
  using kv = await Deno.openKv(":memory:");
  let tries = 0;
  const doorbells = new Doorbells(kv, {
    ...REMOTE,
    openHandle: () => (tries++, Promise.reject(new Error("no route"))),
  });
  doorbells.subscribe(["a"], () => {});
  await until("a second try", () => tries > 1);
  await doorbells[Symbol.asyncDispose]();
  assert(tries > 1);
});
