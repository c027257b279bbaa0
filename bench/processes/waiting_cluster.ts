import { NginxKvProxy } from "@/tests/deploy/nginx_kv_proxy.ts";
import { KvConnectProcess } from "@/bench/processes/kv_connect_process.ts";
import { ServerProcess } from "@/testing/server_process.ts";

const SCRIPT = "bench/processes/waiting_serve.ts";

/** Servers whose work is waiting, on one KV Connect database with nginx before it. */
export class WaitingCluster implements AsyncDisposable {
  readonly urls: readonly string[];
  readonly #stack: AsyncDisposableStack;

  private constructor(urls: readonly string[], stack: AsyncDisposableStack) {
    this.urls = urls;
    this.#stack = stack;
  }

  /** Starts `count` servers of so many workers, each file of which takes `jobMs` milliseconds. */
  static async start(
    count: number,
    { workers, jobMs }: { workers: number; jobMs: number },
  ): Promise<WaitingCluster> {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await KvConnectProcess.start());
    const nginx = stack.use(await NginxKvProxy.start(database.port));
    const env = {
      KV_URL: nginx.url,
      DENO_KV_ACCESS_TOKEN: database.token,
      WORKERS: String(workers),
      JOB_MS: String(jobMs),
      LOG_LEVEL: "warn",
    };
    const starting = Array.from({ length: count }, () => ServerProcess.start({ env, via: SCRIPT }));
    for (const start of await Promise.allSettled(starting)) {
      if (start.status === "fulfilled") stack.use(start.value);
    }
    const servers = await Promise.all(starting);
    return new WaitingCluster(servers.map(({ url }) => url), stack.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
