import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { type Sandbox, SandboxDeath } from "@/lib/extract/sandbox/sandbox.ts";
import type { SandboxSource } from "@/lib/extract/sandbox/sandbox_source.ts";
import { TimeLimit } from "@/lib/extract/sandbox/time_limit.ts";
import type { GivenKind } from "@/lib/wire/file_kinds.ts";

/** A sandbox that is one document's for a while. */
export interface SandboxCheckout {
  readonly sandbox: Sandbox;
  /** How many documents it has had, this one included. */
  readonly documents: number;
  /** Ends it at once, whatever it is at: it is fit for nothing more. */
  kill(): void;
  /** Gives it back; one that is not fit is ended, and the next document gets a new one. */
  checkIn(fit: boolean): Promise<void>;
}

/** Puts a question to a sandbox; `fit` says whether that is used again. */
export type Question<Answer> = (
  checkout: SandboxCheckout,
) => Promise<{ answer: Answer; fit: boolean }>;

/** What bounds a question. */
export interface QuestionLimits {
  /** Milliseconds that it may take of the processor, see {@linkcode TimeLimit}. */
  limitMs: number;
  /** Why it has failed where it takes longer. */
  overdue: "timeout" | "ocr_timeout";
  /** Names the file in the error. */
  kind?: GivenKind;
  signal?: AbortSignal;
}

/** How a pool rests. */
export interface RestOptions {
  /** So long without work a sandbox is kept, in milliseconds. Default 5 minutes. */
  idleMs?: number;
  /** So many sandboxes are kept however long they rest, so that the next document needn't wait. Default 1. */
  keep?: 0 | 1;
  /** Called once nothing has been at work for so long; by then all others are ended. */
  onRest?: () => void;
}

interface Seat {
  sandbox: Sandbox | undefined;
  documents: number;
  idle: ReturnType<typeof setTimeout> | undefined;
}

const IDLE_MS = 5 * 60_000;

/**
 * A fixed number of sandboxes, started when wanted; who waits is served in turn. Those that have had
 * nothing to do for a while are ended, but for one at most.
 */
export class SandboxPool implements AsyncDisposable {
  readonly #source: SandboxSource;
  readonly #seats: Seat[];
  readonly #free: Seat[];
  readonly #waiting: PromiseWithResolvers<Seat>[] = [];
  readonly #rest: Required<RestOptions>;
  readonly #ending = new Set<Promise<void>>();
  #closed = false;

  constructor(source: SandboxSource, size: number, rest: RestOptions = {}) {
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`Cannot pool "${size}": not 1+`);
    this.#source = source;
    this.#rest = { idleMs: IDLE_MS, keep: 1, onRest() {}, ...rest };
    const empty = { sandbox: undefined, documents: 0, idle: undefined };
    this.#seats = Array.from({ length: size }, () => ({ ...empty }));
    this.#free = this.#seats.slice();
  }

  /** How many sandboxes run. */
  get running(): number {
    return this.#seats.filter(({ sandbox }) => sandbox !== undefined).length;
  }

  /** Starts every sandbox that isn't. */
  async warm(): Promise<void> {
    await Promise.all(this.#seats.map(async () => await (await this.checkOut()).checkIn(true)));
  }

  /** Waits for a free sandbox; rejects with the signal's reason when it aborts first. */
  async checkOut(signal?: AbortSignal): Promise<SandboxCheckout> {
    const seat = await this.#sit(signal);
    clearTimeout(seat.idle);
    try {
      seat.sandbox ??= await this.#start();
    } catch (error) {
      this.#leave(seat);
      throw error;
    }
    const { sandbox } = seat;
    seat.documents++;
    let killed = false;
    const kill = () => {
      killed = true;
      sandbox.kill();
    };
    const checkIn = async (fit: boolean) => {
      // It may have been killed just after it had answered.
      if (!fit || killed || this.#closed) {
        seat.sandbox = undefined;
        seat.documents = 0;
        await sandbox[Symbol.asyncDispose]();
      }
      this.#leave(seat);
    };
    return { sandbox, documents: seat.documents, kill, checkIn };
  }

  /**
   * Puts a question to the next free sandbox, which is ended where no answer comes.
   * @throws {ExtractionError} `overdue`, out_of_memory, crashed, or the question's own; `signal.reason`
   * once the signal aborts
   */
  async ask<Answer>(question: Question<Answer>, limits: QuestionLimits): Promise<Answer> {
    const { limitMs, overdue, kind, signal } = limits;
    const checkout = await this.checkOut(signal).catch((error) => {
      throw error instanceof SandboxDeath
        ? new ExtractionError("crashed", kind, { cause: error })
        : error;
    });
    let isFit = false;
    using limit = new TimeLimit(checkout.sandbox, limitMs, checkout.kill);
    signal?.addEventListener("abort", checkout.kill, { once: true });
    try {
      signal?.throwIfAborted();
      const { answer, fit } = await question(checkout);
      isFit = fit;
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ExtractionError) throw error;
      if (limit.isOver) throw new ExtractionError(overdue, kind);
      const outOfMemory = error instanceof SandboxDeath && error.outOfMemory;
      throw new ExtractionError(outOfMemory ? "out_of_memory" : "crashed", kind, { cause: error });
    } finally {
      signal?.removeEventListener("abort", checkout.kill);
      await checkout.checkIn(isFit);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const closed = new Error('Cannot check out "sandbox": closed');
    for (const { reject } of this.#waiting.splice(0)) reject(closed);
    for (const { idle } of this.#seats) clearTimeout(idle);
    const sandboxes = this.#seats.map(({ sandbox }) => sandbox?.[Symbol.asyncDispose]());
    await Promise.all([...sandboxes, ...this.#ending]);
  }

  async #start(): Promise<Sandbox> {
    const sandbox = await this.#source.start();
    if (!this.#closed) return sandbox;
    await sandbox[Symbol.asyncDispose]();
    throw new Error('Cannot check out "sandbox": closed');
  }

  async #sit(signal?: AbortSignal): Promise<Seat> {
    if (this.#closed) throw new Error('Cannot check out "sandbox": closed');
    // One that runs already comes before one that has to be started.
    const running = this.#free.findLastIndex(({ sandbox }) => sandbox !== undefined);
    const [seat] = this.#free.splice(running, 1);
    if (seat !== undefined) return seat;
    const turn = Promise.withResolvers<Seat>();
    const onAbort = () => {
      const index = this.#waiting.indexOf(turn);
      if (index >= 0) this.#waiting.splice(index, 1);
      turn.reject(signal?.reason);
    };
    this.#waiting.push(turn);
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      return await turn.promise;
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }

  #leave(seat: Seat): void {
    const next = this.#waiting.shift();
    if (next !== undefined) return next.resolve(seat);
    this.#free.push(seat);
    if (seat.sandbox === undefined || this.#closed) return;
    seat.idle = setTimeout(() => this.#endIdle(seat), this.#rest.idleMs);
    Deno.unrefTimer(Number(seat.idle));
  }

  /** A free seat has had nothing to do for long: its sandbox ends, unless it is the last and kept. */
  #endIdle(seat: Seat): void {
    const isFree = (seat: Seat) => this.#free.includes(seat);
    // One that is at work may have no sandbox yet.
    const others = this.#seats.filter((other) =>
      other !== seat && (other.sandbox || !isFree(other))
    );
    if (others.length >= this.#rest.keep) this.#end(seat);
    if (others.length === 0) this.#rest.onRest();
  }

  #end(seat: Seat): void {
    const ending = Promise.resolve(seat.sandbox![Symbol.asyncDispose]());
    seat.sandbox = undefined;
    seat.documents = 0;
    this.#ending.add(ending);
    ending.finally(() => this.#ending.delete(ending));
  }
}
