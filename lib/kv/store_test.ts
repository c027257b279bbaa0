import { assertEquals } from "@std/assert";
import { FOREVER, type Keep } from "@/lib/kv/atomic_operation.ts";
import { Store } from "@/lib/kv/store.ts";
import { Transaction } from "@/lib/kv/transaction.ts";

const RETENTION_MS = 60_000;

/** A store, and the expiries of what was written to it, by table. */
async function setUp() {
  const kv = await Deno.openKv(":memory:");
  const expiries = new Map<string, number | undefined>();
  const noted = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (_, name) => (...args: unknown[]) => {
        if (name === "set") {
          const [[table], , options] = args as Parameters<Deno.Kv["set"]>;
          expiries.set(String(table), options?.expireIn);
        }
        const call = Reflect.get(target, name) as (...args: unknown[]) => object;
        const result = call.apply(target, args);
        return name === "atomic" ? noted(result) : result;
      },
    });
  const store = new Store(noted(kv), { retentionMs: RETENTION_MS });
  return { store, expiries, [Symbol.dispose]: () => kv.close() };
}

const KEPT: [Keep | undefined, number | undefined][] = [
  [undefined, RETENTION_MS],
  [{}, RETENTION_MS],
  [{ expireIn: 5 }, 5],
  [FOREVER, undefined],
];

for (const [keep, expireIn] of KEPT) {
  Deno.test(`Store keeps what is written with ${JSON.stringify(keep)} for ${expireIn}`, async () => {
    using at = await setUp();
    const { store } = at;
    await store.set(["alone"], 1, keep);
    await store.atomic().set(["atomic"], 1, keep).commit();
    const tx = new Transaction(store, new Map());
    tx.set(["transaction"], 1, keep);
    await tx.addTo(store.atomic()).commit();
    assertEquals(Object.fromEntries(at.expiries), {
      alone: expireIn,
      atomic: expireIn,
      transaction: expireIn,
    });
  });
}

for (const count of [0, 1, 10, 11, 35]) {
  Deno.test(`Store getMany answers for ${count} keys in their order`, async () => {
    using at = await setUp();
    const keys = Array.from({ length: count }, (_, i) => ["n", i]);
    for (const key of keys) if (key[1] !== 3) await at.store.set(key, key[1]);
    const values = (await at.store.getMany<unknown[]>(keys)).map(({ value }) => value);
    assertEquals(values, keys.map(([, i]) => i === 3 ? null : i));
  });
}
