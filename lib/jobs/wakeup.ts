import type { Doorbells } from "@/lib/kv/doorbells.ts";
import { type AtomicOperation, FOREVER } from "@/lib/kv/atomic_operation.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";

export type WakeupSource = "queue" | "watch" | "timer" | "cron";

/** How a commit that adds jobs wakes the workers, in whatever process they are. */
export interface Wakeup {
  readonly mode: "native" | "watch";
  /** Adds the ring to the commit. */
  addTo(operation: AtomicOperation): void;
  /** Calls `ring` for each ring that comes; may be called once. */
  listen(ring: (source: WakeupSource) => void): void;
}

/** A message of the database's own queue, where it has one. */
export class NativeWakeup implements Wakeup {
  readonly mode = "native";
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  addTo(operation: AtomicOperation): void {
    // One try: behind a lost ring stand a timer and cron.
    operation.enqueue("jobs");
  }

  listen(ring: (source: WakeupSource) => void): void {
    // The handler returns at once: a message is redelivered while its handler still runs.
    this.#store.listenQueue(() => ring("queue"));
  }
}

/** A key that is watched, where there are no queues. */
export class WatchWakeup implements Wakeup {
  readonly mode = "watch";
  readonly #doorbells: Doorbells;

  constructor(doorbells: Doorbells) {
    this.#doorbells = doorbells;
  }

  addTo(operation: AtomicOperation): void {
    operation.set(keys.doorbell("jobs"), crypto.randomUUID(), FOREVER);
  }

  listen(ring: (source: WakeupSource) => void): void {
    this.#doorbells.subscribe(keys.doorbell("jobs"), () => ring("watch"));
  }
}

/** What Deno says of a remote database; it has no error of its own for it. */
const NO_QUEUES = /not supported/i;

/**
 * Whether the database has queues; throws what else is met. Leaves nothing behind: its check can't
 * hold.
 */
export async function hasQueues(store: Store): Promise<boolean> {
  try {
    await store.atomic()
      .check({ key: keys.probe(), versionstamp: "f".repeat(20) })
      .enqueue(0)
      .commit();
    return true;
  } catch (error) {
    if (error instanceof Error && NO_QUEUES.test(error.message)) return false;
    throw error;
  }
}
