import { Listeners } from "@/lib/client/stream/listeners.ts";

/** The device went on or off line, or the page is visible again after `hiddenMs`. */
export type PresenceChange =
  | { kind: "offline" }
  | { kind: "online" }
  | { kind: "woken"; hiddenMs: number };

/** Tells when the device goes on or off line and when a hidden page becomes visible. */
export class PagePresence {
  #window: EventTarget;
  #document: EventTarget | undefined;
  #listeners = new Listeners<PresenceChange>();
  #hiddenAt: number | null = null;
  #online = true;
  #abort = new AbortController();

  /** Watches `window` (the global object unless given) and its document, where it has one. */
  constructor(window: EventTarget = globalThis) {
    this.#window = window;
    this.#document = (window as { document?: EventTarget }).document;
    // `onLine` is false only when there is surely no network; anything else means "try".
    const navigator = (window as { navigator?: { onLine?: boolean } }).navigator;
    this.#online = navigator?.onLine !== false;
    const { signal } = this.#abort;
    this.#window.addEventListener("offline", () => this.#set(false), { signal });
    this.#window.addEventListener("online", () => this.#set(true), { signal });
    this.#document?.addEventListener("visibilitychange", () => this.#look(), { signal });
  }

  /** False when the device has surely no network. */
  get online(): boolean {
    return this.#online;
  }

  /** Calls back at every change; the function it returns stops that. */
  onChange(callback: (change: PresenceChange) => void): () => void {
    return this.#listeners.add(callback);
  }

  /** Stops watching. */
  [Symbol.dispose](): void {
    this.#abort.abort();
  }

  #set(online: boolean): void {
    this.#online = online;
    this.#listeners.emit({ kind: online ? "online" : "offline" });
  }

  #look(): void {
    const hidden = (this.#document as { hidden?: boolean }).hidden === true;
    if (hidden) {
      this.#hiddenAt ??= Date.now();
    } else if (this.#hiddenAt !== null) {
      const hiddenMs = Date.now() - this.#hiddenAt;
      this.#hiddenAt = null;
      this.#listeners.emit({ kind: "woken", hiddenMs });
    }
  }
}
