import type { ReceivedEvent } from "@/testing/event_inbox.ts";

/** What was said under which id, over all clients and writers: one id never means other bytes. */
export class Ledger {
  readonly #received = new Map<string, string>();
  readonly #published = new Map<string, unknown>();

  /** Events that some client has got. */
  get size(): number {
    return this.#received.size;
  }

  /** The server has answered that the update `n` is the event `id`. */
  publish(id: string, n: unknown): void {
    if (this.#published.has(id)) throw new Error(`Two updates are "${id}"`);
    this.#published.set(id, n);
    const received = this.#received.get(id);
    if (received !== undefined) this.#compare(id, JSON.parse(received));
  }

  /** Some client has got the event `id`. */
  receive(id: string, data: Record<string, unknown>): void {
    const text = JSON.stringify(data);
    const known = this.#received.get(id);
    if (known !== undefined && known !== text) throw new Error(`Two meanings of "${id}"`);
    this.#received.set(id, text);
    this.#compare(id, data);
  }

  /** The ids of the updates that were published into the log `epoch`. */
  published(epoch: string): string[] {
    return this.#published.keys().filter((id) => id.startsWith(`${epoch}.`)).toArray();
  }

  #compare(id: string, data: Record<string, unknown>): void {
    if (this.#published.has(id) && this.#published.get(id) !== data.n) {
      throw new Error(`Another update was published as "${id}"`);
    }
  }
}

/** A stream that breaks its contract. */
export class BrokenStreamError extends Error {
  override name = "BrokenStreamError";
}

/** One client's way through its user's log, over any number of connections, checked event by event. */
export class Follower {
  readonly user: string;
  /** The id to resume from. */
  position: string | null = null;
  events = 0;
  resets = 0;
  readonly #ledger: Ledger;
  #greeted = false;
  #mustReset = false;
  readonly #reasons: readonly string[];

  /** `reasons` are those that a reset may have here. */
  constructor(user: string, ledger: Ledger, reasons: readonly string[] = ["deleted"]) {
    this.user = user;
    this.#ledger = ledger;
    this.#reasons = reasons;
  }

  /** A connection that resumes from `position` has been opened. */
  reconnect(): void {
    this.#greeted = false;
  }

  /** Checks the next event of the connection; throws where the contract is broken. */
  take(event: ReceivedEvent): void {
    if (event.event === "closing") return;
    if (!this.#greeted) return this.#greet(event);
    if (event.event === "reset") return this.#reset(event);
    if (this.#mustReset) throw this.#broken(event, "a lost position without a reset");
    const [epoch, seq] = this.position!.split(".");
    if (event.id !== `${epoch}.${Number(seq) + 1}`) throw this.#broken(event, "a hole or a double");
    if (event.data.user_id !== this.user) throw this.#broken(event, "an event of another user");
    this.#ledger.receive(event.id, event.data);
    this.position = event.id;
    this.events++;
  }

  #greet(event: ReceivedEvent): void {
    if (event.event !== "connected" || event.data.user_id !== this.user) {
      throw this.#broken(event, "no greeting");
    }
    const resumed = event.data.resumed === true;
    if (resumed && event.id !== this.position) throw this.#broken(event, "resumed elsewhere");
    this.#mustReset = this.position !== null && !resumed;
    this.#greeted = true;
    if (!this.#mustReset) this.position = event.id!;
  }

  #reset(event: ReceivedEvent): void {
    const reason = String(event.data.reason);
    if (!this.#reasons.includes(reason)) throw this.#broken(event, "a reset for nothing");
    if (event.data.progress === undefined) throw this.#broken(event, "a reset without a snapshot");
    this.#mustReset = false;
    this.position = event.id!;
    this.resets++;
  }

  #broken(event: ReceivedEvent, what: string): Error {
    const got = JSON.stringify({ ...event, data: { ...event.data, padding: undefined } });
    return new BrokenStreamError(`"${this.user}" at ${this.position}: ${what}: ${got}`);
  }
}
