import { backoffMs, type BackoffOptions } from "@/lib/async/backoff.ts";
import { type Clock, systemClock } from "@/lib/client/stream/clock.ts";
import type {
  ConnectionBreak,
  ConnectionState,
  StreamError,
} from "@/lib/client/stream/connection_state.ts";
import { PagePresence, type PresenceChange } from "@/lib/client/stream/page_presence.ts";
import { probeStream } from "@/lib/client/stream/stream_probe.ts";
import { WallTimer } from "@/lib/client/stream/wall_timer.ts";
import { Watchdog } from "@/lib/client/stream/watchdog.ts";

/** Options of {@linkcode ReconnectingSource}. */
export interface ReconnectOptions {
  /** How to open a stream; the native EventSource unless given. */
  openSource?: (url: string) => EventSource;
  /** How to ask a stream why it won't open; the global `fetch` unless given. */
  fetch?: typeof fetch;
  /** Network and life of the page; watched on the global object unless given. */
  presence?: PagePresence;
  /** Waits between tries. */
  backoff?: BackoffOptions;
  /** A connection that lived this long in ms counts as healthy (10,000): its tries start anew. */
  healthyMs?: number;
  /** A try without a first event in this many ms is given up (5,000). */
  connectTimeoutMs?: number;
  /** The machine's unless given. */
  clock?: Clock;
}

/** What a {@linkcode ReconnectingSource} asks of its owner and tells it. */
export interface SourceOwner<Type extends string> {
  /** The address of the next try: it changes with the position. */
  url(): string;
  /** Every event, of the types that were asked for. */
  onEvent(type: Type, event: MessageEvent<string>): void;
  /** Every state but `open`, which the owner tells from the first event. */
  onState(state: ConnectionState): void;
  /** An open stream has been silent for longer than a keepalive, or speaks again. */
  onQuiet(quiet: boolean): void;
  onError(error: StreamError): void;
}

/** A native EventSource that is opened again, with backoff, unless the server refuses it for good. */
export class ReconnectingSource<Type extends string> {
  #types: readonly Type[];
  #owner: SourceOwner<Type>;
  #options: ReconnectOptions;
  #presence: PagePresence;
  #clock: Clock;
  #watchdog: Watchdog;
  /** To the next try, to the end of this one, or to when it counts as healthy. */
  #timer: WallTimer;
  #source: EventSource | null = null;
  #running = false;
  /** Whether this connection's first event has come. */
  #opened = false;
  #attempt = 0;
  #after: ConnectionBreak | undefined;
  #probe: AbortController | null = null;
  #stopPresence: () => void = () => {};

  constructor(types: readonly Type[], owner: SourceOwner<Type>, options: ReconnectOptions = {}) {
    this.#types = types;
    this.#owner = owner;
    this.#options = options;
    this.#presence = options.presence ?? new PagePresence();
    this.#clock = options.clock ?? systemClock;
    this.#timer = new WallTimer(this.#clock);
    this.#watchdog = new Watchdog(this.#clock, {
      onQuiet: (quiet) => owner.onQuiet(quiet),
      onStall: (ms) =>
        this.#retry(broken("stalled", `Nothing came for ${Math.round(ms / 1_000)} s`)),
    });
  }

  /** When the last event came, in ms since 1970; undefined before the first. */
  get lastHeardAt(): number | undefined {
    return this.#watchdog.heardAt;
  }

  /** Opens the stream and keeps it. */
  start(): void {
    this.stop();
    this.#running = true;
    this.#attempt = 0;
    this.#after = undefined;
    this.#stopPresence = this.#presence.onChange((change) => this.#onPresence(change));
    this.#open();
  }

  /** Ends the stream and all tries; idempotent. */
  stop(): void {
    this.#running = false;
    this.#stopPresence();
    this.#drop();
  }

  /** Takes over how often the stream speaks at least. */
  expectKeepalive(seconds: number): void {
    this.#watchdog.expect(1_000 * seconds);
  }

  /** Ends this stream as the server asked, and opens the next after `ms`, null for a backoff. */
  reopen(ms: number | null, reason: string): void {
    this.#wait(ms ?? backoffMs(0, this.#options.backoff), broken("closed", reason));
  }

  #drop(): void {
    this.#timer.stop();
    this.#watchdog.stop();
    this.#probe?.abort();
    this.#probe = null;
    this.#source?.close();
    this.#source = null;
    this.#opened = false;
  }

  /** Whether the page may connect now; else its state says why not. */
  get #able(): boolean {
    if (this.#presence.paused) {
      this.#after = broken("paused", "The page was put aside");
      this.#owner.onState({ kind: "idle", paused: true });
    } else if (!this.#presence.online) {
      this.#after = broken("offline", "The device had no network");
      this.#owner.onState({ kind: "offline" });
    } else return true;
    return false;
  }

  #open(): void {
    this.#drop();
    if (!this.#able) return;
    const after = this.#after && { after: this.#after };
    this.#owner.onState({ kind: "connecting", attempt: this.#attempt, ...after });
    // Who was told may have stopped it.
    if (!this.#running) return;
    const open = this.#options.openSource ?? ((url) => new EventSource(url));
    const source = this.#source = open(this.#owner.url());
    let accepted = false;
    source.onopen = () => accepted = true;
    source.onerror = () => source === this.#source && this.#onBreak(source, accepted);
    for (const type of this.#types) {
      source.addEventListener(type, (event) => {
        if (source !== this.#source) return;
        this.#heard();
        this.#owner.onEvent(type, event as MessageEvent<string>);
      });
    }
    // Last: a source may begin in a microtask, and the first timer of Deno lets those run.
    this.#timer.start(this.#connectMs, () => this.#retry(broken("timeout", LATE)));
  }

  get #connectMs(): number {
    return this.#options.connectTimeoutMs ?? 5_000;
  }

  #heard(): void {
    if (this.#opened) return this.#watchdog.heard();
    this.#opened = true;
    this.#timer.start(this.#options.healthyMs ?? 10_000, () => this.#attempt = 0);
    this.#watchdog.start();
  }

  /** All clients would retry natively after the same time, so each retry is made here. */
  #onBreak(source: EventSource, accepted: boolean): void {
    if (accepted) this.#retry(broken("broken", "Connection lost"));
    else if (source.readyState === EventSource.CLOSED) void this.#ask();
    else this.#retry(broken("unreachable", "The server did not answer"));
  }

  /** EventSource does not say why it was refused, so a plain request asks. */
  async #ask(): Promise<void> {
    this.#drop();
    const probe = this.#probe = new AbortController();
    this.#timer.start(this.#connectMs, () => probe.abort());
    const answer = await probeStream(this.#owner.url(), probe.signal, this.#options.fetch);
    if (probe !== this.#probe) return;
    if (probe.signal.aborted) return this.#retry(broken("timeout", LATE));
    if (answer.kind === "retry") {
      const cause = answer.status === null ? "unreachable" : "refused";
      return this.#retry(broken(cause, answer.reason, answer.status), answer.atLeastMs);
    }
    this.#drop();
    // The cookie may be there again when the page is looked at next; 403 stays so.
    if (answer.status !== 401) this.stop();
    this.#after = broken("refused", answer.detail, answer.status);
    this.#owner.onState(answer);
    this.#owner.onError({ message: answer.detail, status: answer.status, final: true });
  }

  #retry(why: ConnectionBreak, atLeastMs = 0): void {
    const wait = Math.max(atLeastMs, backoffMs(this.#attempt, this.#options.backoff));
    this.#attempt += 1;
    this.#wait(wait, why);
    this.#owner.onError({ message: why.reason, status: why.status, final: false });
  }

  #wait(retryInMs: number, why: ConnectionBreak): void {
    this.#drop();
    if (!this.#running || !this.#able) return;
    this.#after = why;
    this.#timer.start(retryInMs, () => this.#open());
    this.#owner.onState({ kind: "waiting", attempt: this.#attempt, retryInMs, ...why });
  }

  #onPresence(change: PresenceChange): void {
    if (change === "offline" || change === "paused") {
      this.#drop();
      return void this.#able;
    }
    // What was known to be in vain is no failed try.
    if (change !== "woken") this.#attempt = 0;
    if (this.#opened) this.#watchdog.check();
    else if (this.#source === null && this.#probe === null) this.#open();
  }
}

const LATE = "The server did not answer in time";

function broken(
  cause: ConnectionBreak["cause"],
  reason: string,
  status: number | null = null,
): ConnectionBreak {
  return { cause, reason, status };
}
