import { KvConnectServer, TEST_TOKEN } from "@/testing/kv_connect/server.ts";
import type { EventReader } from "@/testing/event_reader.ts";
import { range } from "@/tests/log_fixture.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { StreamClient } from "@/tests/stream/stream_client.ts";

/** Two servers without workers on one KV Connect database: one is written to, the other streams. */
export class TwoProcesses implements AsyncDisposable {
  readonly database: KvConnectServer;
  readonly writer: StreamClient;
  readonly users: string[];
  /** A stream of each user that has had its greeting, in the users' order. */
  readonly streams: EventReader[];
  readonly #stack: AsyncDisposableStack;

  private constructor(
    parts: Pick<TwoProcesses, "database" | "writer" | "users" | "streams">,
    stack: AsyncDisposableStack,
  ) {
    this.database = parts.database;
    this.writer = parts.writer;
    this.users = parts.users;
    this.streams = parts.streams;
    this.#stack = stack;
  }

  /** Starts both, and follows as many users. */
  static async start(userCount: number): Promise<TwoProcesses> {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(new KvConnectServer());
    const env = {
      KV_URL: database.url,
      DENO_KV_ACCESS_TOKEN: TEST_TOKEN,
      WORKERS: "0",
      LOG_LEVEL: "warn",
    };
    const writer = new StreamClient(stack.use(await ServerProcess.start({ env })).url);
    const reader = new StreamClient(stack.use(await ServerProcess.start({ env })).url);
    const users = range(0, userCount).map((n) => `user${n}`);
    const open = async (user: string) => stack.use(await reader.open(user));
    const streams = await Promise.all(users.map(open));
    await Promise.all(streams.map((stream) => stream.take(1)));
    return new TwoProcesses({ database, writer, users, streams }, stack.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
