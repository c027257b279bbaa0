import { basename, dirname, join } from "node:path";
import { FileLock } from "@/lib/kv/file_lock.ts";
import { SettingsError } from "@/lib/settings.ts";

/** The one before may still be ending: a restart by `--watch`, for example. In milliseconds. */
const WAIT_MS = 2000;

/** The file of an embedded database, held by this process alone. */
export class DatabaseFile implements Disposable {
  readonly path: string;
  readonly #lock: FileLock;
  /** What lay there when it was opened, by path. */
  readonly #inodes = new Map<string, string>();

  private constructor(path: string, lock: FileLock) {
    this.path = path;
    this.#lock = lock;
  }

  /**
   * Makes the folder, and locks the file for this process, before anybody opens it.
   *
   * @throws {SettingsError} another process has it, or the folder can't be used
   */
  static async claim(path: string): Promise<DatabaseFile> {
    const folder = dirname(path);
    try {
      await Deno.mkdir(folder, { recursive: true });
    } catch (error) {
      throw refusal(`the folder "${folder}" can't be made (${nameOf(error)})`, error);
    }
    if ((await statOf(path))?.isDirectory) {
      throw refusal(`"${path}" is a folder, name a file in it`);
    }
    const real = await realPath(path);
    const lock = await takeLock(real);
    if (lock) return new DatabaseFile(real, lock);
    throw refusal(`another process has "${path}" open, end it or set another file`);
  }

  /** Remembers which files these are; to be called once there is something in them. */
  async remember(): Promise<void> {
    for (const path of [this.path, `${this.path}-wal`]) {
      const inode = inodeOf(await statOf(path));
      if (inode !== null) this.#inodes.set(path, inode);
    }
  }

  /** Whether what is written still gets into the files that a next start will read. */
  async isInPlace(): Promise<boolean> {
    for (const [path, inode] of this.#inodes) {
      if (inodeOf(await statOf(path)) !== inode) return false;
    }
    return true;
  }

  [Symbol.dispose](): void {
    this.#lock[Symbol.dispose]();
  }
}

/** What opening or trying the database at `path` has met, as one line for the operator. */
export function refusalOf(path: string, error: unknown): SettingsError {
  const message = error instanceof Error ? error.message.split("\n")[0] : String(error);
  if (/not a database|malformed/i.test(message)) {
    return refusal(`"${path}" is no database or a damaged one, set another file`, error);
  }
  if (/read-?only|unable to open|denied/i.test(message)) {
    return refusal(`"${path}" or its folder can't be written`, error);
  }
  return refusal(`"${path}" can't be used: ${message}`, error);
}

function refusal(state: string, cause?: unknown): SettingsError {
  return new SettingsError(`Cannot use KV_PATH: ${state}`, { cause });
}

async function takeLock(path: string): Promise<FileLock | null> {
  const file = `${path}.lock`;
  try {
    return await FileLock.take(file, WAIT_MS);
  } catch (error) {
    const state = `the folder "${dirname(file)}" can't be written`;
    throw refusal(`${state} (${nameOf(error)} at ${basename(file)})`, error);
  }
}

/** Two names of one file have one lock. */
async function realPath(path: string): Promise<string> {
  const real = await Deno.realPath(path).catch(() => null);
  return real ?? join(await Deno.realPath(dirname(path)), basename(path));
}

function statOf(path: string): Promise<Deno.FileInfo | null> {
  return Deno.stat(path).catch(() => null);
}

function inodeOf(info: Deno.FileInfo | null): string | null {
  return info && `${info.dev}:${info.ino}`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
