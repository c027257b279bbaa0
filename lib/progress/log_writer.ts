import { type AppendOptions, AppendQueue } from "@/lib/progress/append_queue.ts";
import type { Appended, Change } from "@/lib/progress/change.ts";

/**
 * Appends to users' logs. The changes of one user wait in a queue and are committed together, so
 * that a process never conflicts with itself: 16 optimistic writers of one head need 14 tries each.
 */
export class LogWriter {
  readonly #options: AppendOptions;
  readonly #queues = new Map<string, AppendQueue>();

  constructor(options: AppendOptions) {
    this.#options = options;
  }

  /**
   * Commits `change` with its events.
   *
   * @throws {SweepingError} all of the user is being deleted
   * @throws {EventTooLargeError} an event has over 48 KiB
   * @throws {TypeError} the change is more than a commit takes
   */
  append<T>(user: string, change: Change<T>): Promise<Appended<T>> {
    let queue = this.#queues.get(user);
    if (!queue) {
      queue = new AppendQueue(user, this.#options);
      this.#keep(user, queue);
    }
    return queue.append(change);
  }

  /** The queue remembers head and batches, which spares their reading; 1,000 idle ones at most. */
  #keep(user: string, queue: AppendQueue): void {
    if (this.#queues.size >= 1000) {
      for (const [other, idle] of this.#queues) {
        if (idle.isIdle) {
          this.#queues.delete(other);
          break;
        }
      }
    }
    this.#queues.set(user, queue);
  }
}
