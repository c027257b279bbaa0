import { atomicWrite } from "./atomic_write.ts";
import { Faults, type Operation } from "./faults.ts";
import { snapshotRead } from "./snapshot_read.ts";
import { WatchStreams } from "./watch_streams.ts";

/** The access token that the server expects unless told otherwise. */
export const TEST_TOKEN = "kv-connect-test-token";

/** Options of {@linkcode KvConnectServer}. */
export interface KvConnectOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  token?: string;
  /** What may go wrong; by default nothing does. */
  faults?: Faults;
  /** Checks per commit; 10 as the hosted service has it. */
  maxChecks?: number;
  /** Milliseconds between the pings of a silent watch. */
  pingMs?: number;
}

/**
 * A KV Connect server (protocol version 3, no queues) on 127.0.0.1 over a local database, for
 * tests. A remote key is stored as the one key part `Uint8Array`, which keeps the order of bytes,
 * so a key can be a few bytes shorter than the 2 KiB of a local one.
 *
 * A commit of more than 1.2 KB or so takes 44 ms here: the client speaks HTTP/2 with Nagle's
 * algorithm on, so the body's last segment waits for the delayed acknowledgement of the one before.
 * A server that answers the request's head with any frame (a 103 will do) acknowledges by it and
 * takes 0.7 ms, but `Deno.serve` has no way to send one.
 *
 * ```ts
 * using kv = await Deno.openKv(":memory:");
 * await using server = new KvConnectServer(kv);
 * using remote = await server.connect();
 * server.faults.plan("atomic_write", "lose");
 * ```
 */
export class KvConnectServer implements AsyncDisposable {
  readonly faults: Faults;
  readonly token: string;
  readonly #kv: Deno.Kv;
  readonly #maxChecks: number;
  readonly #watches: WatchStreams;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #requests = { metadata: 0, snapshot_read: 0, atomic_write: 0, watch: 0 };

  constructor(kv: Deno.Kv, options: KvConnectOptions = {}) {
    this.#kv = kv;
    this.faults = options.faults ?? new Faults();
    this.token = options.token ?? TEST_TOKEN;
    this.#maxChecks = options.maxChecks ?? 10;
    this.#watches = new WatchStreams(kv, options.pingMs ?? 5000);
    const listen = { hostname: "127.0.0.1", port: options.port ?? 0, onListen() {} };
    this.#server = Deno.serve(listen, (request) => this.#handle(request));
  }

  /** What to give `Deno.openKv` or KV_URL. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Requests seen so far, by kind, those with faults included. */
  get requests(): Readonly<Record<Operation, number>> {
    return this.#requests;
  }

  /** Watch streams open now. */
  get watches(): number {
    return this.#watches.size;
  }

  /** Opens a handle on this server. Deno takes the token from the environment at that moment. */
  connect(): Promise<Deno.Kv> {
    Deno.env.set("DENO_KV_ACCESS_TOKEN", this.token);
    return Deno.openKv(this.url);
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

  /** Ends the watches, then the server; the database stays open, it is the caller's. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.faults.outage = true;
    await this.#watches.drop();
    await this.#server.shutdown();
  }

  async #handle(request: Request): Promise<Response> {
    const operation = operationOf(new URL(request.url).pathname);
    const body = await request.bytes().catch(() => null);
    if (!body) return new Response("the client has gone", { status: 400 });
    if (!operation) return new Response("no such operation", { status: 404 });
    this.#requests[operation]++;
    const fault = this.faults.next(operation);
    if (fault === "drop") return new Response("injected", { status: 503 });
    if (request.headers.get("authorization") !== `Bearer ${this.token}`) {
      return new Response("wrong token", { status: 401 });
    }
    try {
      const response = await this.#execute(operation, body);
      if (fault !== "lose") return response;
      await response.body?.cancel();
      return new Response("injected, after it was done", { status: 503 });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return new Response(error.message, { status: 400 });
    }
  }

  async #execute(operation: Operation, body: Uint8Array): Promise<Response> {
    if (operation === "metadata") return this.#metadata();
    if (operation === "watch") return new Response(this.#watches.open(body));
    const output = operation === "snapshot_read"
      ? await snapshotRead(this.#kv, body)
      : await atomicWrite(this.#kv, body, this.#maxChecks);
    return new Response(output, { headers: { "content-type": "application/x-protobuf" } });
  }

  #metadata(): Response {
    return Response.json({
      version: 3,
      databaseId: "00000000-0000-0000-0000-000000000000",
      endpoints: [{ url: "/v2", consistency: "strong" }],
      token: this.token,
      expiresAt: new Date(Date.now() + 24 * 60 * 60 * 1000),
    });
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
  const [path = ":memory:", port = "0"] = Deno.args;
  const server = new KvConnectServer(await Deno.openKv(path), { port: Number(port) });
  console.log(`${server.url} DENO_KV_ACCESS_TOKEN=${server.token}`);
}
