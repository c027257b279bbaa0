import { Listeners } from "@/lib/client/stream/listeners.ts";

/**
 * The device went off or on line; the page was put aside (frozen, or in the back-forward cache) or
 * is back; or it is looked at again.
 */
export type PresenceChange = "offline" | "online" | "paused" | "resumed" | "woken";

/** Tells of the page's life: network, visibility, freezing and the back-forward cache. */
export class PagePresence {
  #document: (EventTarget & { hidden?: boolean }) | undefined;
  #listeners = new Listeners<PresenceChange>();
  #hidden = false;
  #online = true;
  #paused = false;
  #abort = new AbortController();

  /** Watches `window` (the global object unless given) and its document, where it has one. */
  constructor(window: EventTarget = globalThis) {
    this.#document = (window as { document?: EventTarget }).document;
    // `onLine` is false only when there is surely no network; anything else means "try".
    const navigator = (window as { navigator?: { onLine?: boolean } }).navigator;
    this.#online = navigator?.onLine !== false;
    this.#on(window, "offline", () => this.#setOnline(false));
    this.#on(window, "online", () => this.#setOnline(true));
    // Each browser has an order of its own, and not every one has all of them.
    this.#on(window, "pagehide", () => this.#setPaused(true));
    this.#on(window, "pageshow", () => this.#setPaused(false));
    this.#on(this.#document, "freeze", () => this.#setPaused(true));
    this.#on(this.#document, "resume", () => this.#setPaused(false));
    this.#on(this.#document, "visibilitychange", () => this.#look());
  }

  /** False when the device has surely no network. */
  get online(): boolean {
    return this.#online;
  }

  /** Whether the page is put aside: what it has open may keep it from being kept, or die unseen. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Calls back at every change; the function it returns stops that. */
  onChange(callback: (change: PresenceChange) => void): () => void {
    return this.#listeners.add(callback);
  }

  /** Stops watching. */
  [Symbol.dispose](): void {
    this.#abort.abort();
  }

  #on(target: EventTarget | undefined, type: string, listener: () => void): void {
    target?.addEventListener(type, listener, { signal: this.#abort.signal });
  }

  #setOnline(online: boolean): void {
    this.#online = online;
    this.#listeners.emit(online ? "online" : "offline");
  }

  #setPaused(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    this.#listeners.emit(paused ? "paused" : "resumed");
  }

  #look(): void {
    const seen = this.#hidden;
    this.#hidden = this.#document?.hidden === true;
    if (this.#hidden || !seen) return;
    // A page that is seen isn't put aside, whatever else was told of it.
    if (this.#paused) this.#setPaused(false);
    else this.#listeners.emit("woken");
  }
}
