import { backoffMs, type BackoffOptions } from "@/lib/async/backoff.ts";
import type { ConnectionState, StreamError } from "@/lib/client/stream/connection_state.ts";
import { PagePresence, type PresenceChange } from "@/lib/client/stream/page_presence.ts";
import { probeStream } from "@/lib/client/stream/stream_probe.ts";

/** Options of {@linkcode ReconnectingSource}. */
export interface ReconnectOptions {
  /** How to open a stream; the native EventSource unless given. */
  openSource?: (url: string) => EventSource;
  /** How to ask a stream why it won't open; the global `fetch` unless given. */
  fetch?: typeof fetch;
  /** Network and visibility of the page; watched on the global object unless given. */
  presence?: PagePresence;
  /** Waits between tries. */
  backoff?: BackoffOptions;
  /** A connection that lived this long in ms counts as healthy (10,000): its tries start anew. */
  healthyMs?: number;
  /** A try without an answer in this many ms is given up (20,000). */
  connectTimeoutMs?: number;
  /** An open stream is renewed when the page was hidden this many ms (120,000): it may be dead. */
  staleAfterMs?: number;
}

/** What a {@linkcode ReconnectingSource} asks of its owner and tells it. */
export interface SourceOwner<Type extends string> {
  /** The address of the next try: it changes with the position. */
  url(): string;
  /** Every event, of the types that were asked for. */
  onEvent(type: Type, event: MessageEvent<string>): void;
  /** Every state but `open`, which the owner tells from the first event. */
  onState(state: ConnectionState): void;
  onError(error: StreamError): void;
}

/** A native EventSource that is opened again, with backoff, unless the server refuses it for good. */
export class ReconnectingSource<Type extends string> {
  #types: readonly Type[];
  #owner: SourceOwner<Type>;
  #options: ReconnectOptions;
  #presence: PagePresence;
  #source: EventSource | null = null;
  #running = false;
  #opened = false;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #probe: AbortController | null = null;
  #stopPresence: () => void = () => {};

  constructor(types: readonly Type[], owner: SourceOwner<Type>, options: ReconnectOptions = {}) {
    this.#types = types;
    this.#owner = owner;
    this.#options = options;
    this.#presence = options.presence ?? new PagePresence();
  }

  /** Opens the stream and keeps it. */
  start(): void {
    this.stop();
    this.#running = true;
    this.#attempt = 0;
    this.#stopPresence = this.#presence.onChange((change) => this.#onPresence(change));
    this.#open();
  }

  /** Ends the stream and all tries; idempotent. */
  stop(): void {
    this.#running = false;
    this.#stopPresence();
    this.#drop();
  }

  /** Ends this stream and opens the next after `ms`, or after a backoff where that is null. */
  reopen(ms: number | null, reason: string): void {
    this.#wait(ms ?? backoffMs(0, this.#options.backoff), reason);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#probe?.abort();
    this.#source?.close();
    this.#source = null;
    this.#opened = false;
  }

  #open(): void {
    this.#drop();
    if (!this.#presence.online) return this.#owner.onState({ kind: "offline" });
    this.#owner.onState({ kind: "connecting", attempt: this.#attempt });
    const open = this.#options.openSource ?? ((url) => new EventSource(url));
    const source = this.#source = open(this.#owner.url());
    this.#timer = setTimeout(
      () => this.#retry("The server did not answer in time"),
      this.#options.connectTimeoutMs ?? 20_000,
    );
    source.onopen = () => this.#onOpen();
    source.onerror = () => this.#onBreak(source);
    for (const type of this.#types) {
      const pass = (event: Event) => this.#owner.onEvent(type, event as MessageEvent<string>);
      source.addEventListener(type, pass);
    }
  }

  #onOpen(): void {
    this.#opened = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#attempt = 0, this.#options.healthyMs ?? 10_000);
  }

  /** All clients would retry natively after the same time, so each retry is made here. */
  #onBreak(source: EventSource): void {
    const refused = !this.#opened && source.readyState === EventSource.CLOSED;
    if (refused) void this.#ask();
    else this.#retry("Connection lost");
  }

  /** EventSource does not say why it was refused, so a plain request asks. */
  async #ask(): Promise<void> {
    this.#drop();
    const probe = this.#probe = new AbortController();
    const answer = await probeStream(this.#owner.url(), probe.signal, this.#options.fetch);
    if (probe.signal.aborted) return;
    if (answer.kind === "retry") return this.#retry(answer.reason, answer.atLeastMs, answer.status);
    this.stop();
    this.#owner.onState(answer);
    this.#owner.onError({ message: answer.detail, status: answer.status, final: true });
  }

  #retry(reason: string, atLeastMs = 0, status: number | null = null): void {
    const wait = Math.max(atLeastMs, backoffMs(this.#attempt, this.#options.backoff));
    this.#attempt += 1;
    this.#wait(wait, reason);
    this.#owner.onError({ message: reason, status, final: false });
  }

  #wait(retryInMs: number, reason: string): void {
    this.#drop();
    if (!this.#running) return;
    if (!this.#presence.online) return this.#owner.onState({ kind: "offline" });
    this.#timer = setTimeout(() => this.#open(), retryInMs);
    this.#owner.onState({ kind: "waiting", attempt: this.#attempt, retryInMs, reason });
  }

  #onPresence(change: PresenceChange): void {
    if (change.kind === "offline") {
      this.#drop();
      return this.#owner.onState({ kind: "offline" });
    }
    const stale = this.#options.staleAfterMs ?? 120_000;
    const doubtful = change.kind === "woken" && change.hiddenMs >= stale;
    if (!this.#opened || doubtful) this.#open();
  }
}
