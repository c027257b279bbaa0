import type { Doorbells } from "@/lib/kv/doorbells.ts";
import { keys } from "@/lib/kv/keys.ts";

export type WakeupSource = "queue" | "watch" | "timer" | "cron";

/** How a commit that adds jobs wakes the workers, in whatever process they are. */
export interface Wakeup {
  readonly mode: "native" | "watch";
  /** Adds the ring to the commit. */
  addTo(operation: Deno.AtomicOperation): void;
  /** Calls `ring` for each ring that comes; may be called once. */
  listen(ring: (source: WakeupSource) => void): void;
}

/** A message of the database's own queue, where it has one. */
export class NativeWakeup implements Wakeup {
  readonly mode = "native";
  readonly #kv: Deno.Kv;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  addTo(operation: Deno.AtomicOperation): void {
    // One try: behind a lost ring stand a timer and cron.
    operation.enqueue("jobs", { backoffSchedule: [] });
  }

  listen(ring: (source: WakeupSource) => void): void {
    // The handler returns at once: a message is redelivered while its handler still runs.
    this.#kv.listenQueue(() => ring("queue"));
  }
}

/** A key that is watched, where there are no queues. */
export class WatchWakeup implements Wakeup {
  readonly mode = "watch";
  readonly #doorbells: Doorbells;

  constructor(doorbells: Doorbells) {
    this.#doorbells = doorbells;
  }

  addTo(operation: Deno.AtomicOperation): void {
    operation.set(keys.doorbell("jobs"), crypto.randomUUID());
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
export async function hasQueues(kv: Deno.Kv): Promise<boolean> {
  try {
    await kv.atomic()
      .check({ key: keys.probe(), versionstamp: "f".repeat(20) })
      .enqueue(0)
      .commit();
    return true;
  } catch (error) {
    if (error instanceof Error && NO_QUEUES.test(error.message)) return false;
    throw error;
  }
}
