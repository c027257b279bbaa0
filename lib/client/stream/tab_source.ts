import {
  type Connected,
  LAST_EVENT_ID,
  POSITIONAL_EVENTS,
  type StreamEventName,
} from "@/lib/wire/stream_events.ts";
import type { TabEvent, TabMessage } from "@/lib/client/stream/tab_message.ts";

/** Events a leading tab keeps for tabs that come later. */
const MAX_KEPT = 100;

/** How long in ms a leading tab has to answer: one that doesn't hangs, or is frozen. */
const ANSWER_MS = 2_000;

/**
 * An EventSource that the tabs of a browser share: one of them (it holds a Web Lock) has the
 * connection and hands its events on, keepalives too, because HTTP/1.1 allows six connections per
 * host. A tab that can't be told all it missed opens its own, and follows again once it has caught up.
 * When the leading tab goes, each other one sees an error, as if its connection broke, and comes back.
 * From one that doesn't answer, the lock is taken away.
 */
export class TabSource extends EventTarget {
  onopen: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  #url: string;
  #key: string;
  #types: string[] = [];
  #name = crypto.getRandomValues(new Uint32Array(2)).join("-");
  #channel: BroadcastChannel;
  #native: EventSource | null = null;
  #leading = false;
  /** The tab that this one follows. */
  #leader: string | null = null;
  /** The first event of the connection that this tab leads with. */
  #connected: Partial<Connected> | null = null;
  #kept: TabEvent[] = [];
  #progress: string | null = null;
  /** Tabs that came before there was a connection. */
  #early: Extract<TabMessage, { kind: "hello" }>[] = [];
  /** Of the event that came last. */
  #lastId: string | null = null;
  /** Where a tab with a connection of its own stood when it asked the leader. */
  #asked: string | null = null;
  #readyState: number = EventSource.CONNECTING;
  #ended = Promise.withResolvers<void>();
  /** Ends standing in line for the lock. */
  #queue = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string) {
    super();
    this.#url = url;
    this.#key = url.split("?", 1)[0];
    this.#channel = new BroadcastChannel(this.#key);
    this.#channel.onmessage = (event) => this.#hear(event.data);
    // In a microtask, so that listeners can be added first.
    queueMicrotask(() => void this.#enter());
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
    this.#queue.abort();
    this.#ended.resolve();
  }

  async #enter(): Promise<void> {
    if (this.#closed || await this.#lead({ ifAvailable: true }) || this.#closed) return;
    this.#hello();
    const { signal } = this.#queue;
    // Granted only once the leader is gone.
    await navigator.locks.request(this.#key, { signal }, () => this.#break()).catch(() => {});
  }

  /** Leads until it is closed, or another tab takes the lock; false where there is a leader. */
  async #lead(options: LockOptions): Promise<boolean> {
    try {
      return await navigator.locks.request(this.#key, options, async (lock) => {
        if (lock === null) return false;
        this.#leading = true;
        this.#say({ kind: "leads" });
        this.#open();
        await this.#ended.promise;
        return true;
      });
    } catch {
      // This tab hung, and another thought that it is gone.
      this.#leading = false;
      this.#native?.close();
      this.#native = null;
      this.#break();
      return true;
    }
  }

  #hello(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#queue.abort();
      void this.#lead({ steal: true });
    }, ANSWER_MS);
    const lastId = new URLSearchParams(this.#url.split("?")[1]).get(LAST_EVENT_ID.query);
    this.#say({ kind: "hello", from: this.#name, lastId });
  }

  /** Opens a connection of this tab's own. */
  #open(): void {
    if (this.#closed) return;
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
    if (this.#native !== null || this.#closed) return;
    this.#readyState = EventSource.CONNECTING;
    this.onerror?.(new Event("error"));
  }

  #pass(event: TabEvent): void {
    this.#lastId = event.id;
    if (this.#leading) this.#keep(event);
    this.#ask();
    this.dispatchEvent(
      new MessageEvent(event.type, { data: event.data, lastEventId: event.id }),
    );
  }

  /** Asks the leader whether it knows what this tab, which has a connection of its own, has come to. */
  #ask(): void {
    if (this.#native === null || this.#leading || this.#asked !== null) return;
    this.#asked = this.#lastId;
    this.#say({ kind: "hello", from: this.#name, lastId: this.#asked });
  }

  #keep(event: TabEvent): void {
    const { type } = event;
    if (POSITIONAL_EVENTS.some((name) => name === type)) {
      this.#kept = [...this.#kept.slice(1 - MAX_KEPT), event];
    }
    if (type === ("progress" satisfies StreamEventName)) this.#progress = event.data;
    this.#say({ kind: "event", from: this.#name, event });
    if (type !== ("connected" satisfies StreamEventName)) return;
    this.#connected = JSON.parse(event.data);
    this.#early.splice(0).forEach((hello) => this.#welcome(hello));
  }

  #hear(message: TabMessage): void {
    const waits = this.#native === null && this.#leader === null;
    if (message.kind === "event") {
      if (message.from === this.#leader) this.#pass(message.event);
      else this.#ask();
    } else if (message.kind === "hello") {
      if (this.#leading) this.#answer(message);
    } else if (message.kind === "leads") {
      this.#asked = null; // Who was asked before has gone.
      if (waits) this.#hello();
    } else if (message.to === this.#name) {
      if (waits) clearTimeout(this.#timer);
      if (message.kind === "welcome") waits ? this.#follow(message) : this.#rejoin(message);
    }
  }

  #answer(hello: Extract<TabMessage, { kind: "hello" }>): void {
    if (this.#connected !== null) return this.#welcome(hello);
    this.#early.push(hello);
    this.#say({ kind: "wait", to: hello.from });
  }

  #welcome({ from, lastId }: Extract<TabMessage, { kind: "hello" }>): void {
    const events = this.#missedSince(lastId);
    this.#say({ kind: "welcome", from: this.#name, to: from, events });
  }

  #follow({ from, events }: Extract<TabMessage, { kind: "welcome" }>): void {
    if (events === null) return this.#open();
    this.#leader = from;
    this.#opened(new Event("open"));
    events.forEach((event) => this.#pass(event));
  }

  /** Gives up a connection of this tab's own, unless more has come by it since the leader was asked. */
  #rejoin({ from, events }: Extract<TabMessage, { kind: "welcome" }>): void {
    const asked = this.#asked;
    this.#asked = null;
    if (asked === null || this.#native === null || this.#leading) return;
    if (asked !== this.#lastId) return this.#ask();
    if (events === null) return;
    this.#native.close();
    this.#native = null;
    this.#leader = from;
    events.slice(1).forEach((event) => this.#pass(event));
  }

  get #closed(): boolean {
    return this.#readyState === EventSource.CLOSED;
  }

  /** `connected` for a tab at `lastId`, then what it missed; null where that isn't known. */
  #missedSince(lastId: string | null): TabEvent[] | null {
    const at = lastId === null ? -1 : this.#kept.findLastIndex(({ id }) => id === lastId);
    if (lastId !== null && at < 0) return null;
    const progress = lastId === null && this.#progress ? JSON.parse(this.#progress) : null;
    const data = { ...this.#connected, resumed: lastId !== null, progress, shared: true };
    const missed = lastId === null ? [] : this.#kept.slice(at + 1);
    const type: StreamEventName = "connected";
    const id = lastId ?? this.#kept.at(-1)!.id;
    return [{ type, id, data: JSON.stringify(data) }, ...missed];
  }

  #say(message: TabMessage): void {
    if (!this.#closed) this.#channel.postMessage(message);
  }
}

/** Opens a stream that tabs share; one of its own where the browser has no locks or channels. */
export function openTabSource(url: string): EventSource {
  const able = typeof BroadcastChannel === "function" && "locks" in navigator;
  // TabSource has the part of EventSource that SSEService uses.
  return able ? new TabSource(url) as unknown as EventSource : new EventSource(url);
}
