import { assert } from "@std/assert";
import { ServerProcess } from "@/testing/server_process.ts";
import { Follower, Ledger } from "@/tests/stream/delivery/follower.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { rounds } from "@/testing/thorough.ts";
import { until } from "@/testing/until.ts";
import { StalledClient } from "@/tests/stream/clients/stalled_client.ts";

const EVENT_BYTES = 40 * 1024;
const MIB = 1024 * 1024;

/** What clients that don't read have cost the server. */
export interface StallReport {
  events: number;
  /** Resident memory that has come with the clients. */
  addedMiB: number;
  /** Events that an event stream and a WebSocket got when they read again, and their resets. */
  sse: string;
  ws: string;
}

/**
 * What clients hold would drown in garbage that V8 is in no hurry to collect, and in memory that
 * malloc keeps for later.
 */
const FRUGAL = { DENO_V8_FLAGS: "--optimize-for-size", MALLOC_MMAP_THRESHOLD_: "16384" };

/**
 * Lets 100 clients, half of them WebSockets, not read while `megabytes` of events are published to
 * their user; then one of each reads again, to the end.
 */
export async function stall(megabytes: number): Promise<StallReport> {
  await using server = await ServerProcess.start({
    env: { MAX_STREAMS_PER_USER: "100", LOG_LEVEL: "warn", WORKERS: "0", ...FRUGAL },
  });
  const events = Math.ceil(megabytes * MIB / EVENT_BYTES);
  // What publishing alone takes doesn't count: heap and page cache grow with the first of it.
  await publish(server, "other", Math.max(rounds(200, 1200), events));
  const before = await server.residentBytes();
  const stalled = await Promise.all(
    Array.from(
      { length: 100 },
      (_, i) => StalledClient.open(server.port, "u", i % 2 ? "ws" : "sse"),
    ),
  );
  using stack = new DisposableStack();
  for (const client of stalled) stack.use(client);
  const client = new ApiClient(server.url, "u");
  await until("all clients", async () => await client.activeConnections() === 100);
  const last = await publish(server, "u", events);
  const addedMiB = Math.round((await server.residentBytes() - before) / MIB);
  const [sse, ws] = [await readAgain(stalled[0], last), await readAgain(stalled[1], last)];
  return { events, addedMiB, sse, ws };
}

/** Reads to the event `last`; throws where anything is missing, doubled or out of order. */
async function readAgain(client: StalledClient, last: string): Promise<string> {
  const follower = new Follower("u", new Ledger(), ["expired"]);
  for await (const event of client.events()) {
    follower.take(event);
    if (follower.position === last) return `${follower.events} events, ${follower.resets} resets`;
  }
  assert(false, "the stream ended before its last event");
}

/** Publishes `count` events, 8 at a time; returns the id of the last. */
export async function publish(
  server: ServerProcess,
  user: string,
  count: number,
): Promise<string> {
  const padding = "x".repeat(EVENT_BYTES - 300);
  const client = new ApiClient(server.url, user);
  let left = count;
  let last = 0;
  let epoch = "";
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (left-- > 0) {
      const id = await client.publish({ padding });
      epoch = id.split(".")[0];
      last = Math.max(last, Number(id.split(".")[1]));
    }
  }));
  return `${epoch}.${last}`;
}
