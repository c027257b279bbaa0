import { backoffMs } from "@/lib/async/backoff.ts";
import { delay } from "@/lib/async/delay.ts";

/** Called with what stands under the key, at first and after each change; changes may be joined. */
export type Ring = (entry: Deno.KvEntryMaybe<unknown>) => void;

export interface DoorbellOptions {
  /** How many keys share a watch, `KEYS_PER_WATCH` at most. */
  keysPerWatch: number;
  /** How many watches a handle takes. */
  watchesPerHandle: number;
  /** Opens a handle for watches alone. Without it all watches share `kv`. */
  openHandle?: () => Promise<Deno.Kv>;
}

interface Subscription {
  key: Deno.KvKey;
  ring: Ring;
}

interface Watch {
  subscriptions: Set<Subscription>;
  stop: AbortController;
  handle: number;
}

/**
 * Watches of many keys over one database. A watch that fails is opened anew, and rings all its keys
 * when it is, so that a ring may come too often but is never lost.
 */
export class Doorbells implements AsyncDisposable {
  readonly #kv: Deno.Kv;
  readonly #options: DoorbellOptions;
  readonly #watches = new Set<Watch>();
  readonly #running = new Set<Promise<void>>();
  readonly #handles = new Map<number, Promise<Deno.Kv>>();
  /** Watches by handle. */
  readonly #load: number[] = [];
  /** The watch that new keys join. */
  #filling: Watch | null = null;

  constructor(kv: Deno.Kv, options: DoorbellOptions) {
    this.#kv = kv;
    this.#options = options;
  }

  /** Rings for `key` until the function that is returned is called. */
  subscribe(key: Deno.KvKey, ring: Ring): () => void {
    const subscription = { key, ring };
    const watch = this.#watchWithRoom();
    watch.subscriptions.add(subscription);
    this.#restart(watch);
    return () => this.#remove(watch, subscription);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const watch of this.#watches) watch.stop.abort();
    this.#watches.clear();
    await Promise.all(this.#running);
    for (const handle of await Promise.allSettled(this.#handles.values())) {
      if (handle.status === "fulfilled") handle.value.close();
    }
  }

  #watchWithRoom(): Watch {
    const { keysPerWatch } = this.#options;
    if (this.#filling && this.#filling.subscriptions.size < keysPerWatch) return this.#filling;
    const roomy = keysPerWatch > 1 &&
      this.#watches.values().find((watch) => watch.subscriptions.size < keysPerWatch);
    return this.#filling = roomy || this.#newWatch();
  }

  #newWatch(): Watch {
    const roomy = this.#load.findIndex((watches) => watches < this.#options.watchesPerHandle);
    const handle = roomy < 0 ? this.#load.length : roomy;
    this.#load[handle] = (this.#load[handle] ?? 0) + 1;
    const watch = { subscriptions: new Set<Subscription>(), stop: new AbortController(), handle };
    this.#watches.add(watch);
    return watch;
  }

  #remove(watch: Watch, subscription: Subscription): void {
    if (!watch.subscriptions.delete(subscription) || watch.subscriptions.size > 0) return;
    watch.stop.abort();
    this.#watches.delete(watch);
    this.#load[watch.handle]--;
    if (this.#filling === watch) this.#filling = null;
  }

  /** Opens the watch with the keys it has now, soon: keys that come together are opened together. */
  #restart(watch: Watch): void {
    watch.stop.abort();
    const stop = watch.stop = new AbortController();
    const running: Promise<void> = Promise.resolve().then(() => this.#run(watch, stop.signal))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #run(watch: Watch, signal: AbortSignal): Promise<void> {
    for (let tries = 0; !signal.aborted; tries++) {
      const handle = this.#handle(watch.handle);
      try {
        await this.#listen(await handle, watch, signal, () => tries = 0);
      } catch {
        this.#dropHandle(watch.handle, handle);
      }
      await delay(backoffMs(tries, { baseMs: 50, maxMs: 5000 }), { signal }).catch(() => {});
    }
  }

  async #listen(
    kv: Deno.Kv,
    watch: Watch,
    signal: AbortSignal,
    onRing: () => void,
  ): Promise<void> {
    const subscriptions = [...watch.subscriptions];
    if (signal.aborted || subscriptions.length === 0) return;
    const reader = kv.watch<unknown[]>(subscriptions.map((it) => it.key)).getReader();
    const cancel = () => void reader.cancel().catch(() => {});
    signal.addEventListener("abort", cancel);
    const seen: (string | null | undefined)[] = [];
    try {
      for (;;) {
        const { done, value: entries } = await reader.read();
        if (done || signal.aborted) return;
        onRing();
        for (const [i, entry] of entries.entries()) {
          if (seen[i] === entry.versionstamp) continue;
          seen[i] = entry.versionstamp;
          if (watch.subscriptions.has(subscriptions[i])) subscriptions[i].ring(entry);
        }
      }
    } finally {
      signal.removeEventListener("abort", cancel);
      cancel();
    }
  }

  #handle(index: number): Promise<Deno.Kv> {
    const { openHandle } = this.#options;
    if (!openHandle) return Promise.resolve(this.#kv);
    let handle = this.#handles.get(index);
    if (!handle) this.#handles.set(index, handle = openHandle());
    return handle;
  }

  /**
   * On Deno before 2.9.1 a failed watch may have cost a remote handle its token: take a new one. Of
   * the watches that fail with a handle the first drops it, and none the one that comes after it.
   */
  #dropHandle(index: number, handle: Promise<Deno.Kv>): void {
    if (this.#handles.get(index) !== handle) return;
    this.#handles.delete(index);
    handle.then((kv) => kv.close(), () => {});
  }
}
