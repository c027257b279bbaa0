/** What a {@linkcode FaultProxy} does with what comes in. */
export type ProxyMode =
  /** Passes everything on. */
  | "forward"
  /** Keeps connections open, takes everything and passes nothing on. */
  | "swallow"
  /** Ends each new connection at once. */
  | "refuse";

/**
 * A TCP proxy on a loopback port of its own, whose faults are switched while connections last. A
 * connection that has lost bytes stays silent to its end: what came after would be nonsense.
 *
 * @example
 * ```ts
 * import { FaultProxy } from "@/testing/outside/fault_proxy.ts";
 *
 * await using proxy = FaultProxy.open("http://127.0.0.1:8000");
 * await fetch(`${proxy.url}/healthz`);
 * proxy.mode = "swallow";
 * ```
 */
export class FaultProxy implements AsyncDisposable {
  /** How long in ms each piece is held back on its way, either way. */
  delayMs = 0;
  /** Connections taken since the start, those refused included. */
  accepted = 0;
  #mode: ProxyMode = "forward";
  readonly #target: Deno.ConnectOptions;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #links = new Set<Link>();
  readonly #running: Promise<void>;

  private constructor(target: Deno.ConnectOptions) {
    this.#target = target;
    this.#running = this.#accept();
  }

  /** Listens, and forwards to the host and port of `target`. */
  static open(target: string): FaultProxy {
    const { hostname, port } = new URL(target);
    return new FaultProxy({ hostname, port: Number(port) });
  }

  /** Where clients connect. */
  get url(): string {
    return `http://127.0.0.1:${(this.#listener.addr as Deno.NetAddr).port}`;
  }

  /** What is done with what comes in; a connection that was silent once stays so. */
  get mode(): ProxyMode {
    return this.#mode;
  }

  set mode(mode: ProxyMode) {
    this.#mode = mode;
    if (mode === "swallow") this.#links.forEach((link) => link.silent = true);
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#links.size;
  }

  /** Ends all connections there are, in the middle of what they are sending. */
  cut(): void {
    for (const link of this.#links) link.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.cut();
    await this.#running;
  }

  async #accept(): Promise<void> {
    const links: Promise<void>[] = [];
    // Ends when the listener is closed.
    for await (const client of this.#listener) {
      this.accepted += 1;
      if (this.mode === "refuse") client.close();
      else links.push(this.#link(client));
    }
    await Promise.all(links);
  }

  async #link(client: Deno.TcpConn): Promise<void> {
    const link = new Link(client, this.#mode === "swallow");
    this.#links.add(link);
    try {
      const server = await Deno.connect(this.#target);
      link.add(server);
      await Promise.all([this.#pump(link, client, server, true), this.#pump(link, server, client)]);
    } catch {
      // The target does not listen, or an end has gone: so is the connection.
    } finally {
      link.close();
      this.#links.delete(link);
    }
  }

  async #pump(link: Link, from: Deno.Conn, to: Deno.Conn, up = false): Promise<void> {
    const piece = new Uint8Array(16 * 1024);
    try {
      for (let size; (size = await from.read(piece)) !== null;) {
        if (this.delayMs > 0) await link.sleep(this.delayMs);
        if (!link.silent) await writeAll(to, piece.subarray(0, size));
      }
    } finally {
      // Of the end of a server nothing is told either.
      if (up || !link.silent) link.close();
    }
  }
}

/** The two ends of one proxied connection. */
class Link {
  /** Whether what comes is thrown away. */
  silent: boolean;
  #conns: Deno.Conn[] = [];
  #closed = Promise.withResolvers<void>();
  #isClosed = false;

  constructor(client: Deno.Conn, silent: boolean) {
    this.silent = silent;
    this.add(client);
  }

  add(conn: Deno.Conn): void {
    if (this.#isClosed) conn.close();
    else this.#conns.push(conn);
  }

  close(): void {
    this.#isClosed = true;
    for (const conn of this.#conns.splice(0)) conn.close();
    this.#closed.resolve();
  }

  /** Waits `ms`, or until the link is closed. */
  async sleep(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    await Promise.race([promise, this.#closed.promise]);
    clearTimeout(timer);
  }
}

async function writeAll(to: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await to.write(bytes.subarray(sent));
}
