import { NativeWakeup, type Wakeup, WatchWakeup } from "@/lib/jobs/wakeup.ts";
import { Doorbells } from "@/lib/kv/doorbells.ts";
import { KvConnectServer } from "@/tests/kv_connect/server.ts";

/** A database and what wakes workers on it: one of the three ways in which the app runs. */
export interface Combination extends AsyncDisposable {
  kv: Deno.Kv;
  wakeup: Wakeup;
  /** Set where the database is a server. */
  server: KvConnectServer | null;
}

/** The three ways, each opened anew for every test. */
export const combinations: Record<string, () => Promise<Combination>> = {
  "native on embedded KV": async () => {
    const kv = await Deno.openKv(":memory:");
    const close = () => Promise.resolve(kv.close());
    return { kv, wakeup: new NativeWakeup(kv), server: null, [Symbol.asyncDispose]: close };
  },
  "watch on embedded KV": async () => {
    const kv = await Deno.openKv(":memory:");
    const doorbells = new Doorbells(kv, { keysPerWatch: 1, watchesPerHandle: Infinity });
    return {
      kv,
      wakeup: new WatchWakeup(doorbells),
      server: null,
      async [Symbol.asyncDispose]() {
        await doorbells[Symbol.asyncDispose]();
        kv.close();
      },
    };
  },
  "watch on KV Connect": async () => {
    const server = new KvConnectServer();
    const kv = await server.connect();
    const doorbells = new Doorbells(kv, {
      keysPerWatch: 10,
      watchesPerHandle: 150,
      openHandle: () => server.connect(),
    });
    return {
      kv,
      wakeup: new WatchWakeup(doorbells),
      server,
      async [Symbol.asyncDispose]() {
        await doorbells[Symbol.asyncDispose]();
        kv.close();
        await server[Symbol.asyncDispose]();
      },
    };
  },
};
