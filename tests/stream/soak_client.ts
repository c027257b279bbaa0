import { EventReader, type ReadEvent } from "@/testing/event_reader.ts";
import { SocketReader } from "@/testing/socket_reader.ts";
import { BrokenStreamError, Follower, type Ledger } from "@/tests/stream/follower.ts";
import { delay } from "@/testing/until.ts";

/** What reads a connection, whichever it is. */
interface Connection extends AsyncDisposable {
  next(): Promise<ReadEvent | null>;
}

/** A client over the network whose connections break at random moments, and that comes back. */
export class SoakClient {
  readonly follower: Follower;
  readonly #url: string;
  readonly #transport: "sse" | "ws";
  #connection: Connection | null = null;
  connections = 0;

  constructor(url: string, user: string, transport: "sse" | "ws", ledger: Ledger) {
    this.#url = url;
    this.#transport = transport;
    this.follower = new Follower(user, ledger);
  }

  /** Follows until `signal` aborts; throws a {@linkcode BrokenStreamError}. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const life = Math.random() ** 3 * 4000;
      try {
        await this.#follow(AbortSignal.any([signal, AbortSignal.timeout(life)]));
      } catch (error) {
        if (error instanceof BrokenStreamError) throw error;
        await delay(20 + Math.random() * 100); // The server is down, or restarting.
      }
    }
  }

  /** Follows without a break until `isDone`. */
  async finish(isDone: () => boolean): Promise<void> {
    await using connection = await this.#connect(AbortSignal.timeout(60_000));
    while (!isDone()) {
      const event = await connection.next();
      if (!event) return await this.finish(isDone);
      this.follower.take(event);
    }
  }

  async #follow(broken: AbortSignal): Promise<void> {
    await using connection = await this.#connect(broken);
    broken.addEventListener("abort", () => connection[Symbol.asyncDispose]());
    for (;;) {
      const event = await connection.next();
      if (!event || broken.aborted) return;
      this.follower.take(event);
    }
  }

  async #connect(signal: AbortSignal): Promise<Connection> {
    this.connections++;
    const { user, position } = this.follower;
    this.follower.reconnect();
    const resume = position ? `?last_event_id=${position}` : "";
    if (this.#transport === "ws") {
      const url = this.#url.replace("http", "ws");
      return await SocketReader.open(`${url}/api/v1/ws/progress/${user}${resume}`);
    }
    const url = `${this.#url}/api/v1/sse/progress/stream/${user}${resume}`;
    const response = await fetch(url, { signal });
    if (response.ok && response.body) return new EventReader(response.body);
    await response.body?.cancel();
    throw new Error(`Cannot open a stream: ${response.status}`);
  }
}
