import { type Signal, signal } from "@preact/signals";

/**
 * Text for a polite live region: said at once, then at most every `everyMs` milliseconds. What comes
 * meanwhile is said together, of each topic the latest, and of a topic nothing twice in a row.
 */
export class Announcer {
  /** What the live region shows. */
  readonly text: Signal<string> = signal("");
  #everyMs: number;
  #said = new Map<string, string>();
  #waiting = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(everyMs = 5_000) {
    this.#everyMs = everyMs;
  }

  /** Says `text` once the interval is over, unless a later one of its topic has replaced it by then. */
  say(text: string, topic = "progress"): void {
    this.#waiting.delete(topic);
    if (text === "" || this.#said.get(topic) === text) return;
    this.#waiting.set(topic, text);
    if (this.#timer === undefined) this.#speak();
  }

  /** Says `text` now, and drops whatever waits. */
  sayNow(text: string): void {
    this.dispose();
    this.#waiting.set("progress", text);
    this.#speak();
  }

  /** Drops what waits to be said. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  #speak(): void {
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    for (const [topic, text] of this.#waiting) this.#said.set(topic, text);
    this.text.value = [...this.#waiting.values()].join(". ");
    this.#waiting.clear();
    this.#timer = setTimeout(() => this.#speak(), this.#everyMs);
  }
}
