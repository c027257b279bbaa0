import { DenokvEngine } from "@/testing/kv_connect/denokv_engine.ts";
import { Faults, type Operation } from "@/testing/kv_connect/faults.ts";
import { httpShell } from "@/testing/kv_connect/http_shell.ts";
import { WatchStreams } from "@/testing/kv_connect/watch_streams.ts";

/** The access token that the server expects unless told otherwise. */
export const TEST_TOKEN = "kv-connect-test-token";

/** Options of {@linkcode KvConnectServer}. */
export interface KvConnectOptions {
  /** The database's file; without it the database is in memory. */
  path?: string;
  /** 0, the default, takes a free port. */
  port?: number;
  token?: string;
  /** Milliseconds between the pings of a watch. */
  pingMs?: number;
}

/**
 * A KV Connect server on 127.0.0.1, for tests: denokv's engine, a shell of HTTP around it, and
 * faults before both. It has no queues, as KV Connect has none.
 *
 * A commit of more than about 1.1 KB takes 44 ms here, as with any server that a Deno process
 * reaches without nginx: docs/deploy.md.
 *
 * ```ts
 * await using server = new KvConnectServer();
 * using kv = await server.connect();
 * server.faults.plan("atomic_write", "lose");
 * ```
 */
export class KvConnectServer implements AsyncDisposable {
  readonly faults = new Faults();
  readonly token: string;
  readonly #engine: DenokvEngine;
  readonly #shell: (request: Request) => Promise<Response>;
  readonly #watches = new WatchStreams();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #requests = { metadata: 0, snapshot_read: 0, atomic_write: 0, watch: 0 };

  constructor({ path, port = 0, token = TEST_TOKEN, pingMs = 5000 }: KvConnectOptions = {}) {
    this.token = token;
    this.#engine = new DenokvEngine(path);
    this.#shell = httpShell(this.#engine, { token, pingMs });
    const listen = { hostname: "127.0.0.1", port, onListen() {} };
    this.#server = Deno.serve(listen, (request) => this.#handle(request));
  }

  /** Whether tests with it can run on this platform; warns if not. */
  static get isAvailable(): boolean {
    return DenokvEngine.isAvailable;
  }

  get port(): number {
    return this.#server.addr.port;
  }

  /** What to give `Deno.openKv` or KV_URL. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Requests seen so far, by kind, those with faults included. */
  get requests(): Readonly<Record<Operation, number>> {
    return this.#requests;
  }

  /** Watch streams open now. */
  get watches(): number {
    return this.#watches.size;
  }

  /** Opens a handle on this server, or on `url` that leads to it. */
  connect(url = this.url): Promise<Deno.Kv> {
    // Deno takes the token from the environment at that moment.
    Deno.env.set("DENO_KV_ACCESS_TOKEN", this.token);
    return Deno.openKv(url);
  }

  /** Ends all watch streams; clients open them again. */
  dropWatches(): Promise<void> {
    return this.#watches.drop();
  }

  /** Refuses everything and ends the watches, until {@linkcode KvConnectServer.recover}. */
  async fail(): Promise<void> {
    this.faults.outage = true;
    await this.#watches.drop();
  }

  /** Ends an outage. */
  recover(): void {
    this.faults.outage = false;
  }

  /** Ends the watches, then the server, then closes the database. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.fail();
    await this.#server.shutdown();
    this.#engine[Symbol.dispose]();
  }

  async #handle(request: Request): Promise<Response> {
    const operation = operationOf(new URL(request.url).pathname);
    if (!operation) return new Response("no such operation", { status: 404 });
    this.#requests[operation]++;
    const response = await this.faults.answer(operation, request, this.#shell);
    if (operation !== "watch" || !response.ok) return response;
    return new Response(this.#watches.add(response.body!), response);
  }
}

function operationOf(path: string): Operation | undefined {
  switch (path) {
    case "/":
      return "metadata";
    case "/v2/snapshot_read":
      return "snapshot_read";
    case "/v2/atomic_write":
      return "atomic_write";
    case "/v2/watch":
      return "watch";
  }
}

if (import.meta.main) {
  const [path, port = "0"] = Deno.args;
  const server = new KvConnectServer({ path, port: Number(port) });
  console.log(`${server.url} DENO_KV_ACCESS_TOKEN=${server.token}`);
}
