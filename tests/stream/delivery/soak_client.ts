import { ApiClient } from "@/testing/api_client.ts";
import type { EventInbox } from "@/testing/event_inbox.ts";
import { BrokenStreamError, Follower, type Ledger } from "@/tests/stream/delivery/follower.ts";
import { delay } from "@/testing/until.ts";

/** A client over the network whose connections break at random moments, and that comes back. */
export class SoakClient {
  readonly follower: Follower;
  readonly #client: ApiClient;
  readonly #transport: "sse" | "ws";
  connections = 0;

  constructor(url: string, user: string, transport: "sse" | "ws", ledger: Ledger) {
    this.#client = new ApiClient(url, user);
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
    await using connection = await this.#connect();
    while (!isDone()) {
      const event = await connection.next();
      if (!event) return await this.finish(isDone);
      this.follower.take(event);
    }
  }

  async #follow(broken: AbortSignal): Promise<void> {
    await using connection = await this.#connect();
    broken.addEventListener("abort", () => connection.close());
    if (broken.aborted) return;
    for (;;) {
      const event = await connection.next();
      if (!event || broken.aborted) return;
      this.follower.take(event);
    }
  }

  async #connect(): Promise<EventInbox> {
    this.connections++;
    this.follower.reconnect();
    const position = this.follower.position ?? undefined;
    return this.#transport === "ws"
      ? await this.#client.socket(position)
      : await this.#client.stream(position);
  }
}
