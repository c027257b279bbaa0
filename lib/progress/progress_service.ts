import type { ProgressLog } from "@/lib/progress/log.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { progressOfUpdate } from "@/lib/progress/progress.ts";
import type { Progress, ProgressUpdate } from "@/lib/wire/progress.ts";
import { currentProgress } from "@/lib/progress/snapshots.ts";

/** Publishing of progress from anywhere in the server, and reading of where it stands. */
export class ProgressService {
  readonly #log: ProgressLog;
  readonly #writer: LogWriter;

  constructor(log: ProgressLog, writer: LogWriter) {
    this.#log = log;
    this.#writer = writer;
  }

  /**
   * Publishes an update to all streams of the user; returns its event id.
   *
   * @example
   * ```ts
   * declare const progress: ProgressService;
   * await progress.update("user_123", { completed: 3, total: 10, status: "processing" });
   * ```
   * @throws {ZodError} a field can't be used
   * @throws {EventTooLargeError} over 48 KiB of JSON
   * @throws {SweepingError} the user is being deleted
   */
  async update(user: string, update: ProgressUpdate): Promise<string> {
    const progress = progressOfUpdate(user, update, new Date());
    const { id } = await this.#writer.append(user, (tx) => tx.appendProgress(progress));
    return id!;
  }

  /** The latest unfinished batch, else the latest; null where there is none. */
  async current(user: string): Promise<Progress | null> {
    const head = await this.#log.head(user);
    return head && !head.sweeping ? currentProgress(head.snapshots) : null;
  }
}
