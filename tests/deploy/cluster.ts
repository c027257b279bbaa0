import { ApiClient } from "@/testing/api_client.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { ServerProcess } from "@/testing/server_process.ts";

/** Signs the sessions of all servers here. */
export const SECRET = "only-for-tests-only-for-tests-only";

/** Servers in session mode that share one KV Connect database and one secret. */
export class Cluster implements AsyncDisposable {
  readonly database: KvConnectServer;
  readonly servers: ServerProcess[];
  readonly #stack: AsyncDisposableStack;

  private constructor(
    database: KvConnectServer,
    servers: ServerProcess[],
    stack: AsyncDisposableStack,
  ) {
    this.database = database;
    this.servers = servers;
    this.#stack = stack;
  }

  /** Starts `count` servers; `env` adds to their settings. */
  static async start(count: number, env: Record<string, string> = {}): Promise<Cluster> {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(new KvConnectServer());
    const settings = {
      AUTH_MODE: "session",
      AUTH_SECRET: SECRET,
      KV_URL: database.url,
      DENO_KV_ACCESS_TOKEN: database.token,
      ...env,
    };
    const servers = await Promise.all(
      Array.from(
        { length: count },
        async () => stack.use(await ServerProcess.start({ env: settings })),
      ),
    );
    return new Cluster(database, servers, stack.move());
  }

  /** A new session's user, at each server. */
  async callers(): Promise<ApiClient[]> {
    const [first, ...others] = this.servers;
    const caller = await ApiClient.identify(first.url);
    return [caller, ...others.map(({ url }) => sameAt(url, caller))];
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

/** The same session at another address. */
export function sameAt(base: string, { user, headers }: ApiClient): ApiClient {
  return new ApiClient(base, user, "session", { ...headers, origin: new URL(base).origin });
}
