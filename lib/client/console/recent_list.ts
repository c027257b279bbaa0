import { type Signal, signal } from "@preact/signals";

/** An item of a {@linkcode RecentList}: its number counts up. */
export type Numbered<T> = T & { number: number };

/** The newest of what goes on for days. */
export class RecentList<T extends object> {
  /** Newest first. */
  readonly items: Signal<readonly Numbered<T>[]> = signal([]);
  #max: number;
  #number = 0;

  /** Keeps `max` items. */
  constructor(max: number) {
    this.#max = max;
  }

  /** Adds an item, and drops the oldest of too many. */
  add(item: T): void {
    const numbered = { ...item, number: ++this.#number };
    this.items.value = [numbered, ...this.items.value.slice(0, this.#max - 1)];
  }

  /** Drops all items. */
  clear(): void {
    this.items.value = [];
  }
}
