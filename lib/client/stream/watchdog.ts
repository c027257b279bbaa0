import type { Clock } from "@/lib/client/stream/clock.ts";
import { WallTimer } from "@/lib/client/stream/wall_timer.ts";

/** What the server's setting is by default, for as long as it hasn't told. */
const KEEPALIVE_MS = 30_000;
/** A keepalive is asked about once a second, and has its way to come. */
const LATE_MS = 1_000;
/** The contract's: two keepalives, and this. */
const STALL_GRACE_MS = 5_000;

/** What a {@linkcode Watchdog} tells. */
export interface WatchdogOwner {
  /** Nothing has come for longer than a keepalive; or something has again. */
  onQuiet(quiet: boolean): void;
  /** Nothing has come for `ms`: there is no connection, whatever its socket says. */
  onStall(ms: number): void;
}

/** Listens whether a stream still speaks. A socket tells only of an end that was said. */
export class Watchdog {
  #clock: Clock;
  #owner: WatchdogOwner;
  #timer: WallTimer;
  #keepaliveMs = KEEPALIVE_MS;
  #heardAt: number | null = null;
  #quiet = false;
  #listening = false;

  constructor(clock: Clock, owner: WatchdogOwner) {
    this.#clock = clock;
    this.#owner = owner;
    this.#timer = new WallTimer(clock);
  }

  /** When the stream last spoke, in ms since 1970; undefined before it did. */
  get heardAt(): number | undefined {
    return this.#heardAt ?? undefined;
  }

  /** Begins to listen, at something that was heard. */
  start(): void {
    this.#listening = true;
    this.#quiet = false;
    this.#heardAt = this.#clock.now();
    this.#listen();
  }

  /** Takes over how often in ms the stream speaks at least. */
  expect(keepaliveMs: number): void {
    this.#keepaliveMs = keepaliveMs;
    this.#listen();
  }

  /** The stream has spoken. The timer finds out by itself: there may be thousands a second. */
  heard(): void {
    this.#heardAt = this.#clock.now();
    if (!this.#quiet) return;
    this.#quiet = false;
    this.#owner.onQuiet(false);
    this.#listen();
  }

  /** Takes a stream that is quiet as stalled: after a sleep it most often is. */
  check(): void {
    if (this.#listening && this.#silence > this.#quietMs) this.#stall();
  }

  /** Ends listening. */
  stop(): void {
    this.#listening = false;
    this.#timer.stop();
  }

  get #silence(): number {
    const silence = this.#clock.now() - this.#heardAt!;
    // The clock was set back.
    if (silence < 0) this.#heardAt = this.#clock.now();
    return Math.max(0, silence);
  }

  get #quietMs(): number {
    return this.#keepaliveMs + LATE_MS;
  }

  #listen(): void {
    if (!this.#listening) return;
    const limit = this.#quiet ? 2 * this.#keepaliveMs + STALL_GRACE_MS : this.#quietMs;
    const left = limit - this.#silence;
    if (left > 0) return this.#timer.start(left, () => this.#listen());
    if (this.#quiet) return this.#stall();
    this.#quiet = true;
    this.#owner.onQuiet(true);
    this.#listen();
  }

  #stall(): void {
    this.stop();
    this.#owner.onStall(this.#silence);
  }
}
