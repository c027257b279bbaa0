import { type Signal, signal } from "@preact/signals";

/** Text for a polite live region: said at once, then at most every `everyMs` milliseconds. */
export class Announcer {
  /** What the live region shows. */
  readonly text: Signal<string> = signal("");
  #everyMs: number;
  #next: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(everyMs = 5_000) {
    this.#everyMs = everyMs;
  }

  /** Says `text` once the interval is over, unless a later one has replaced it by then. */
  say(text: string): void {
    if (this.#timer === undefined) this.#speak(text);
    else this.#next = text;
  }

  /** Says `text` now, whatever waits. */
  sayNow(text: string): void {
    this.dispose();
    this.#speak(text);
  }

  /** Drops what waits to be said. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = null;
  }

  #speak(text: string): void {
    this.text.value = text;
    this.#next = null;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#next !== null && this.#next !== this.text.value) this.#speak(this.#next);
    }, this.#everyMs);
  }
}
