/** Milliseconds of the wall clock, with fractions; the same in all threads of a process. */
export const now = () => performance.timeOrigin + performance.now();

/** What is to be sent in one run of a row: events numbered from `first`, topic after topic. */
export interface Plan {
  first: number;
  events: number;
  topics: string[];
  /** Events a second; 0 sends the next when the last was answered. */
  rate: number;
  /** Bytes that an event has in addition; 0 unless given. */
  payloadBytes?: number;
}

/** Receipts of a plan's events over all streams, with the delay of each. */
export class Delivery {
  readonly plan: Plan;
  /** When each event was sent; written by the publishing thread. */
  readonly sentAt: Float64Array<SharedArrayBuffer>;
  readonly #delays: Float32Array;
  readonly #done = Promise.withResolvers<void>();
  #received = 0;
  /** Events that a stream got twice, out of order or not at all so far. */
  faults = 0;
  /** When the last event came in. */
  lastAt = 0;

  constructor(plan: Plan, streamsPerTopic: number) {
    this.plan = plan;
    this.sentAt = new Float64Array(new SharedArrayBuffer(plan.events * 8));
    this.#delays = new Float32Array(plan.events * streamsPerTopic);
  }

  /** Notes an event that came in. */
  receive(number: number, at: number): void {
    if (this.#received === this.#delays.length) {
      this.faults++;
      return;
    }
    this.#delays[this.#received++] = at - this.sentAt[number - this.plan.first];
    this.lastAt = at;
    if (this.#received === this.#delays.length) this.#done.resolve();
  }

  /** Waits until all events reached all streams, at most so long; what is missing is a fault. */
  async settle(milliseconds: number): Promise<void> {
    const late = setTimeout(() => this.#done.resolve(), milliseconds);
    await this.#done.promise;
    clearTimeout(late);
    this.faults += this.#delays.length - this.#received;
    this.#delays.subarray(0, this.#received).sort();
  }

  /** The delay that a share of the receipts did not exceed, in milliseconds; settled only. */
  quantile(share: number): number {
    return this.#delays[Math.max(0, Math.ceil(this.#received * share) - 1)];
  }

  /** Receipts a second, from the first sending to the last receipt. */
  get perSecond(): number {
    return this.#received / (this.lastAt - this.sentAt[0]) * 1000;
  }
}
