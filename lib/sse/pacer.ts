/** What waits to be delivered: one stream, or a feed with all its streams. */
export interface Deliverable {
  deliver(): void;
}

/** Milliseconds that a pass may keep the event loop busy before the next one is put off. */
const FULL_LOOP_MS = 12;
/** The longest that a pass is put off, in milliseconds. */
const MAX_WAIT_MS = 30;

/**
 * Decides when streams are served. Idle, at once. When a pass fills the event loop, the next one
 * waits about as long as that took, so that what comes meanwhile leaves in one chunk: the cost is
 * per chunk, not per event.
 */
export class Pacer {
  readonly #due = new Set<Deliverable>();
  readonly #afterPass: () => void;
  #running = false;

  /** `afterPass` is called when all that was due has been delivered. */
  constructor(afterPass: () => void = () => {}) {
    this.#afterPass = afterPass;
  }

  schedule(due: Deliverable): void {
    this.#due.add(due);
    if (!this.#running) this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#due.size > 0) {
      const due = [...this.#due];
      this.#due.clear();
      const start = performance.now();
      for (const deliverable of due) deliverable.deliver();
      this.#afterPass();
      await turn();
      const busy = performance.now() - start;
      if (busy > FULL_LOOP_MS) await turn(Math.min(busy, MAX_WAIT_MS));
    }
    this.#running = false;
  }
}

/** Lets the event loop do what a pass has given it: the writes to the sockets. */
function turn(ms = 0): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
