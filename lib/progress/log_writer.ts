import { AppendQueue } from "@/lib/progress/append_queue.ts";
import type { LogEvent, LogHead } from "@/lib/progress/log.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";

/**
 * One change of a user's records together with the events that tell of it. May run several times,
 * after conflicts; what it throws fails it alone. With an event it takes effect once, also where a
 * remote commit's answer was lost; without one it may then take effect twice.
 */
export type Change<T> = (tx: LogTransaction) => T | Promise<T>;

export interface Appended<T> {
  /** What the change returned, in the run that was committed. */
  value: T;
  /** Id of the last event that was appended, `<epoch>.<seq>`; null if none was. */
  id: string | null;
}

export interface LogWriterOptions {
  kv: Deno.Kv;
  /** How long events and heads are kept, in milliseconds. */
  retentionMs: number;
  /** Adds to a commit what wakes the workers. */
  wakeWorkers: (operation: Deno.AtomicOperation) => void;
  onCommit?: (outcome: "landed" | "conflict") => void;
  /** Called with the events of each commit and the head after it, in their order. */
  onAppended?: (user: string, head: LogHead, events: LogEvent[]) => void;
}

/**
 * Appends to users' logs. The changes of one user wait in a queue and are committed together, so
 * that a process never conflicts with itself: 16 optimistic writers of one head need 14 tries each.
 */
export class LogWriter {
  readonly #options: LogWriterOptions;
  readonly #queues = new Map<string, AppendQueue>();

  constructor(options: LogWriterOptions) {
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
