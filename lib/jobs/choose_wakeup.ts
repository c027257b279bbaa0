import { hasQueues, NativeWakeup, type Wakeup, WatchWakeup } from "@/lib/jobs/wakeup.ts";
import type { Database } from "@/lib/kv/database.ts";
import type { Store } from "@/lib/kv/store.ts";
import { type Settings, SettingsError } from "@/lib/settings.ts";

/**
 * What wakes the workers, by the setting QUEUE: the database's own queue where it has one, else a
 * key that is watched. On Deploy, which has none, nothing is tried.
 *
 * @throws {SettingsError} QUEUE asks for a queue that the database lacks, or trying it failed
 */
export async function chooseWakeup(
  { queue, onDeploy }: Pick<Settings, "queue" | "onDeploy">,
  { store, doorbells }: Pick<Database, "store" | "doorbells">,
): Promise<Wakeup> {
  if (queue === "watch" || (queue === "auto" && onDeploy)) return new WatchWakeup(doorbells);
  if (await tryQueues(store)) return new NativeWakeup(store);
  if (queue === "auto") return new WatchWakeup(doorbells);
  throw new SettingsError(
    'Cannot use QUEUE: "native" can\'t be used, this database has no queues: set auto or watch',
  );
}

async function tryQueues(store: Store): Promise<boolean> {
  try {
    return await hasQueues(store);
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    throw new SettingsError(`Cannot use QUEUE: trying the database's queue failed (${name})`, {
      cause: error,
    });
  }
}
