import { deadline, DeadlineError } from "@/lib/async/deadline.ts";

/**
 * An exclusive lock of the operating system. It ends with the process that has it, however that
 * ends, so none is ever left behind. The file itself stays: who removed it would let a third in.
 */
export class FileLock implements Disposable {
  readonly #file: Deno.FsFile;

  private constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /** Takes the lock on the file at `path`, which is made; null if another has it after `waitMs`. */
  static async take(path: string, waitMs: number): Promise<FileLock | null> {
    const file = await Deno.open(path, { create: true, write: true });
    try {
      // Not tryLock: Deno 2.5 has none.
      await deadline(file.lock(true), waitMs);
      return new FileLock(file);
    } catch (error) {
      file.close();
      if (error instanceof DeadlineError) return null;
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}
