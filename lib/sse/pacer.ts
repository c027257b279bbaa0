/** A stream that may have something to be delivered. */
export interface Deliverable {
  deliver(): void;
}

/** What has news for all of its streams. */
export interface Feed {
  readonly streams: Iterable<Deliverable>;
  /** Called before they are served; what it returns, once each has been. News may come between. */
  beginPass(): () => void;
}

/** How a pacer tells the time and lets it pass. */
export interface PacerTime {
  /** Milliseconds from any moment. */
  now(): number;
  /** Lets the event loop do what a pass has given it, the writes to the sockets, and waits `ms`. */
  turn(ms: number): Promise<void>;
}

const MACHINE_TIME: PacerTime = {
  now: () => performance.now(),
  turn: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Milliseconds that a pass may keep the event loop busy before it counts as full. */
const FULL_LOOP_MS = 4;
/** The writes to so many keep the event loop busy for 3 to 6 ms; other requests needn't wait for all. */
const STREAMS_PER_TURN = 250;
/** The longest that a pass is put off, in milliseconds. */
const MAX_WAIT_MS = 30;
/** News that come within this share of a full pass after it have waited for its end, and others may wait behind them. */
const SOON = 0.5;
/** Those come one after another, each with its request and its commit: within this share of a full pass. */
const GAP = 0.4;
/** What a request and its commit may take at least, in milliseconds. */
const MIN_GAP_MS = 3;

/**
 * Decides when streams are served. Idle, at once. When a pass fills the event loop and news come
 * right behind it, the next one is put off while more keep coming, but no longer than that pass took,
 * so that what comes meanwhile leaves in one chunk: the cost is per chunk, not per event. Without
 * that a loop that is once behind stays behind, as who publishes is heard between two passes, once.
 */
export class Pacer {
  readonly #due = new Set<Deliverable | Feed>();
  readonly #time: PacerTime;
  #running = false;
  #idle: Promise<void> = Promise.resolve();
  /** Events that have come since the last pass. */
  #events = 0;
  /** How long the last pass filled the event loop, in milliseconds; 0 where it didn't. */
  #busy = 0;
  #endedAt = 0;

  constructor(time: PacerTime = MACHINE_TIME) {
    this.#time = time;
  }

  /** Has `due` delivered; `events` of those it has for its streams are new. */
  schedule(due: Deliverable | Feed, events = 0): void {
    this.#due.add(due);
    this.#events += events;
    if (!this.#running) this.#idle = this.#run();
  }

  /** Resolves when all that was due is served, and the event loop has had its turn. */
  get idle(): Promise<void> {
    return this.#idle;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#due.size > 0) {
      if (this.#isBehind()) await this.#gather();
      await this.#pass();
    }
    this.#running = false;
  }

  /** Whether what is due has come right behind a pass that filled the loop. */
  #isBehind(): boolean {
    return this.#busy > 0 && this.#time.now() - this.#endedAt < this.#busy * SOON;
  }

  /** Waits while news keep coming. */
  async #gather(): Promise<void> {
    const wait = Math.min(this.#busy, MAX_WAIT_MS);
    const gap = Math.max(MIN_GAP_MS, wait * GAP);
    const end = this.#time.now() + wait;
    let known: number;
    do {
      known = this.#events;
      await this.#time.turn(Math.min(gap, end - this.#time.now()));
    } while (this.#events > known && this.#time.now() < end);
  }

  async #pass(): Promise<void> {
    const due = [...this.#due];
    this.#due.clear();
    this.#events = 0;
    const start = this.#time.now();
    await this.#serve(due);
    this.#endedAt = this.#time.now();
    const busy = this.#endedAt - start;
    this.#busy = busy > FULL_LOOP_MS ? busy : 0;
  }

  /** Ends with the event loop's turn, in which the last chunks are written. */
  async #serve(due: (Deliverable | Feed)[]): Promise<void> {
    let served = 0;
    for (const each of due) {
      const isFeed = "streams" in each;
      const endPass = isFeed ? each.beginPass() : () => {};
      for (const stream of isFeed ? each.streams : [each]) {
        if (++served % STREAMS_PER_TURN === 0) await this.#time.turn(0);
        stream.deliver();
      }
      endPass();
    }
    await this.#time.turn(0);
  }
}
