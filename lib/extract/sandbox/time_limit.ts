import type { Sandbox } from "@/lib/extract/sandbox/sandbox.ts";

/** On a machine that has other things to do, a question may wait for the processor so many times its limit. */
const PATIENCE = 6;
/** Between two looks at what the processor has done, in milliseconds. */
const MIN_LOOK_MS = 50;

/**
 * How long a sandbox may be at one question, by the processor's time that it takes: it makes way for
 * the server, so the clock says little of how much it has done. Where that time isn't known the clock counts.
 */
export class TimeLimit implements Disposable {
  readonly #sandbox: Pick<Sandbox, "processorMs">;
  readonly #limitMs: number;
  readonly #onOver: () => void;
  readonly #before: number | null;
  readonly #started = performance.now();
  #timer: ReturnType<typeof setTimeout>;
  #isOver = false;

  /**
   * Calls `onOver` once the sandbox has had `limitMs` of the processor from now on, not before so much
   * time has passed, and once six times that have.
   */
  constructor(sandbox: Pick<Sandbox, "processorMs">, limitMs: number, onOver: () => void) {
    this.#sandbox = sandbox;
    this.#limitMs = limitMs;
    this.#onOver = onOver;
    this.#before = sandbox.processorMs();
    this.#timer = setTimeout(() => this.#look(), limitMs);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    const left = this.#left();
    if (left > 0) {
      this.#timer = setTimeout(() => this.#look(), Math.max(left, MIN_LOOK_MS));
      return;
    }
    this.#isOver = true;
    this.#onOver();
  }

  /** Milliseconds until it can be over. */
  #left(): number {
    const now = this.#sandbox.processorMs();
    if (this.#before === null || now === null) return 0;
    const had = now - this.#before;
    const passed = performance.now() - this.#started;
    return Math.min(this.#limitMs - had, PATIENCE * this.#limitMs - passed);
  }
}
