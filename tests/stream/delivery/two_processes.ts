import { KvConnectServer, TEST_TOKEN } from "@/testing/kv_connect/server.ts";
import type { EventReader } from "@/testing/event_reader.ts";
import { range } from "@/tests/log_fixture.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { ApiClient } from "@/testing/api_client.ts";

/** Two servers without workers on one KV Connect database: one is written to, the other streams. */
export class TwoProcesses implements AsyncDisposable {
  readonly database: KvConnectServer;
  /** A client of each user, at the process that is written to. */
  readonly writers: ApiClient[];
  /** A stream of each of these users that has had its greeting. */
  readonly streams: EventReader[];
  readonly #stack: AsyncDisposableStack;

  private constructor(
    parts: Pick<TwoProcesses, "database" | "writers" | "streams">,
    stack: AsyncDisposableStack,
  ) {
    this.database = parts.database;
    this.writers = parts.writers;
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
    const written = stack.use(await ServerProcess.start({ env }));
    const read = stack.use(await ServerProcess.start({ env }));
    const users = range(0, userCount).map((n) => `user${n}`);
    const writers = users.map((user) => new ApiClient(written.url, user));
    const open = async (user: string) => stack.use(await new ApiClient(read.url, user).stream());
    const streams = await Promise.all(users.map(open));
    await Promise.all(streams.map((stream) => stream.take(1)));
    return new TwoProcesses({ database, writers, streams }, stack.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
