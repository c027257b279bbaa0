import { type Connected, LAST_EVENT_ID, type StreamEventName } from "@/lib/wire/stream_events.ts";

/** Events a leading tab keeps for tabs that come later. */
const MAX_KEPT = 100;

/** How long in ms a tab waits to be welcomed before it opens a stream of its own. */
const WELCOME_MS = 1_000;

/**
 * An EventSource that the tabs of a browser share: one of them (it holds a Web Lock) has the
 * connection and hands its events on, because HTTP/1.1 allows six connections per host. A tab that
 * can't be told all it missed opens its own. When the leading tab goes, each other one sees an
 * error, as if its connection broke, and comes back.
 */
export class TabSource extends EventTarget {
  onopen: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  #url: string;
  #types: string[] = [];
  #name = crypto.getRandomValues(new Uint32Array(2)).join("-");
  #channel: BroadcastChannel;
  #native: EventSource | null = null;
  #leading = false;
  #kept: TabEvent[] = [];
  #progress: string | null = null;
  #readyState: number = EventSource.CONNECTING;
  #ended = Promise.withResolvers<void>();
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string) {
    super();
    this.#url = url;
    const key = url.split("?", 1)[0];
    this.#channel = new BroadcastChannel(key);
    this.#channel.onmessage = (event) => this.#hear(event.data);
    // In a microtask, so that listeners can be added first.
    queueMicrotask(() => void this.#enter(key));
  }

  /** The state of the shared stream, as an EventSource has it. */
  get readyState(): number {
    return this.#readyState;
  }

  override addEventListener(type: string, listener: (event: Event) => void): void {
    if (!this.#types.includes(type)) this.#types.push(type);
    super.addEventListener(type, listener);
  }

  /** Leaves the shared stream; where this tab leads, another takes over. */
  close(): void {
    this.#readyState = EventSource.CLOSED;
    clearTimeout(this.#timer);
    this.#native?.close();
    this.#channel.close();
    this.#abort.abort();
    this.#ended.resolve();
  }

  async #enter(key: string): Promise<void> {
    if (this.#readyState === EventSource.CLOSED) return;
    const led = await navigator.locks.request(key, { ifAvailable: true }, async (lock) => {
      if (lock === null) return false;
      this.#leading = true;
      this.#open();
      await this.#ended.promise;
      return true;
    });
    if (led || this.#readyState === EventSource.CLOSED) return;
    this.#timer = setTimeout(() => this.#open(), WELCOME_MS);
    const lastId = new URLSearchParams(this.#url.split("?")[1]).get(LAST_EVENT_ID.query);
    this.#say({ kind: "hello", from: this.#name, lastId });
    const { signal } = this.#abort;
    // Granted only once the leader is gone.
    await navigator.locks.request(key, { signal }, () => this.#break()).catch(() => {});
  }

  /** Opens a connection of this tab's own. */
  #open(): void {
    if (this.#readyState === EventSource.CLOSED) return;
    const native = this.#native = new EventSource(this.#url);
    native.onopen = (event) => this.#opened(event);
    native.onerror = (event) => {
      this.#readyState = native.readyState;
      this.onerror?.(event);
    };
    for (const type of this.#types) {
      native.addEventListener(type, (event) => {
        const { data, lastEventId } = event as MessageEvent<string>;
        this.#pass({ type, id: lastEventId, data });
      });
    }
  }

  #opened(event: Event): void {
    clearTimeout(this.#timer);
    this.#readyState = EventSource.OPEN;
    this.onopen?.(event);
  }

  /** Tells that the leader has gone, unless this tab has a connection of its own. */
  #break(): void {
    if (this.#native !== null || this.#readyState === EventSource.CLOSED) return;
    this.#readyState = EventSource.CONNECTING;
    this.onerror?.(new Event("error"));
  }

  #pass(event: TabEvent): void {
    if (this.#leading) this.#keep(event);
    this.dispatchEvent(
      new MessageEvent(event.type, { data: event.data, lastEventId: event.id }),
    );
  }

  #keep(event: TabEvent): void {
    this.#kept = [...this.#kept.slice(1 - MAX_KEPT), event];
    if (event.type === ("progress" satisfies StreamEventName)) this.#progress = event.data;
    this.#say({ kind: "event", event });
  }

  #hear(message: TabMessage): void {
    if (message.kind === "hello" && this.#leading) {
      this.#say({ kind: "welcome", to: message.from, events: this.#missedSince(message.lastId) });
    } else if (message.kind === "welcome" && message.to === this.#name) {
      clearTimeout(this.#timer);
      if (message.events === null) return this.#open();
      this.#opened(new Event("open"));
      message.events.forEach((event) => this.#pass(event));
    } else if (message.kind === "event" && this.#follows) {
      this.#pass(message.event);
    }
  }

  get #follows(): boolean {
    const open = this.#readyState === EventSource.OPEN;
    return open && !this.#leading && this.#native === null;
  }

  /** `connected` for a tab at `lastId`, then what it missed; null where that isn't known. */
  #missedSince(lastId: string | null): TabEvent[] | null {
    const present = this.#kept.at(-1)?.id;
    if (present === undefined || this.#readyState !== EventSource.OPEN) return null;
    const at = lastId === null ? -1 : this.#kept.findLastIndex(({ id }) => id === lastId);
    if (lastId !== null && at < 0) return null;
    const progress = lastId === null && this.#progress ? JSON.parse(this.#progress) : null;
    const data: Partial<Connected> = { resumed: lastId !== null, progress };
    const missed = lastId === null ? [] : this.#kept.slice(at + 1);
    const type: StreamEventName = "connected";
    return [
      { type, id: lastId ?? present, data: JSON.stringify({ ...data, shared: true }) },
      ...missed,
    ];
  }

  #say(message: TabMessage): void {
    if (this.#readyState !== EventSource.CLOSED) this.#channel.postMessage(message);
  }
}

/** Opens a stream that tabs share; one of its own where the browser has no locks or channels. */
export function openTabSource(url: string): EventSource {
  const able = typeof BroadcastChannel === "function" && "locks" in navigator;
  // TabSource has the part of EventSource that SSEService uses.
  return able ? new TabSource(url) as unknown as EventSource : new EventSource(url);
}

/** An event as one tab sends it to others. */
interface TabEvent {
  type: string;
  id: string;
  data: string;
}

/** What tabs say to each other. */
type TabMessage =
  | { kind: "hello"; from: string; lastId: string | null }
  /** To one tab: the events that it missed; null where it must connect to the server itself. */
  | { kind: "welcome"; to: string; events: TabEvent[] | null }
  | { kind: "event"; event: TabEvent };
