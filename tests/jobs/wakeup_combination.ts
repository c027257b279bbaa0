import { NativeWakeup, type Wakeup, WatchWakeup } from "@/lib/jobs/wakeup.ts";
import type { Database } from "@/lib/kv/database.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { openTestDatabase } from "@/testing/test_database.ts";

/** A database and what wakes workers on it: one of the three ways in which the app runs. */
export interface Combination extends AsyncDisposable {
  database: Database;
  wakeup: Wakeup;
  /** Set where the database is a server. */
  server: KvConnectServer | null;
}

/** The three ways, each opened anew for every test. */
export const combinations: Record<string, () => Promise<Combination>> = {
  "native on embedded KV": () => open(null, ({ store }) => new NativeWakeup(store)),
  "watch on embedded KV": () => open(null, ({ doorbells }) => new WatchWakeup(doorbells)),
  "watch on KV Connect": () =>
    open(new KvConnectServer(), ({ doorbells }) => new WatchWakeup(doorbells)),
};

async function open(
  server: KvConnectServer | null,
  wakeupOf: (database: Database) => Wakeup,
): Promise<Combination> {
  const database = await openTestDatabase(server);
  return {
    database,
    wakeup: wakeupOf(database),
    server,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await server?.[Symbol.asyncDispose]();
    },
  };
}
