import type { DatabaseFile } from "@/lib/kv/database_file.ts";
import { deadline } from "@/lib/async/deadline.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";

/** Why what is written now would be lost, or can't be written at all. */
export interface StoreFault {
  /** For whoever asks; names no file. */
  detail: string;
  /** For the log. */
  error?: unknown;
}

export interface StoreCheckOptions {
  store: Store;
  /** The embedded database's. */
  file: DatabaseFile | null;
  /** Called when a fault is first met, and with null when it is over. */
  onChange: (fault: StoreFault | null) => void;
}

/** The store is written to so often at most, however often it is asked about, in milliseconds. */
const FRESH_MS = 1000;
/** A store that takes longer than this to write and read one small value is of no use. */
const ANSWER_MS = 2000;
/** The file is looked at so often when nobody asks, in milliseconds. */
const LOOK_MS = 5000;

const LOST: StoreFault = {
  detail: "Cannot store anything: the database file is gone or was replaced, start the server anew",
};

/** Tells whether the store keeps what it is given. */
export class StoreCheck implements Disposable {
  readonly #options: StoreCheckOptions;
  #timer: ReturnType<typeof setInterval> | undefined;
  #asked: { at: number; fault: Promise<StoreFault | null> } | null = null;
  #trying: Promise<void> | null = null;
  #known: string | null = null;

  constructor(options: StoreCheckOptions) {
    this.#options = options;
  }

  /** Looks at the file from time to time, so that its loss is told of though nobody asks. */
  start(): void {
    if (!this.#options.file) return;
    this.#timer ??= setInterval(() => this.lost(), LOOK_MS);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  /** Writes and reads, or answers what was found so within the last second. Takes 2 s at most. */
  fault(): Promise<StoreFault | null> {
    const now = performance.now();
    if (!this.#asked || now - this.#asked.at > FRESH_MS) {
      this.#asked = { at: now, fault: this.#ask() };
    }
    return this.#asked.fault;
  }

  /** Whether the file is still the one that was opened. Cheap, and true of this very moment. */
  async lost(): Promise<StoreFault | null> {
    const { file } = this.#options;
    if (!file || await file.isInPlace()) return null;
    this.#tell(LOST);
    return LOST;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #ask(): Promise<StoreFault | null> {
    const fault = await this.lost() ?? await this.#try();
    this.#tell(fault);
    return fault;
  }

  async #try(): Promise<StoreFault | null> {
    // One that hangs is waited for again: they would pile up during an outage.
    this.#trying ??= writeAndRead(this.#options.store).finally(() => this.#trying = null);
    try {
      await deadline(this.#trying, ANSWER_MS);
      return null;
    } catch (error) {
      return { detail: "Cannot store anything: the database can't be written or read", error };
    }
  }

  #tell(fault: StoreFault | null): void {
    const detail = fault?.detail ?? null;
    if (detail === this.#known) return;
    this.#known = detail;
    this.#options.onChange(fault);
  }
}

/** Writes a small value and reads it. Several processes may do so at once. */
export async function writeAndRead(store: Store): Promise<void> {
  const key = keys.probe();
  const { versionstamp } = await store.set(key, 0);
  const entry = await store.get(key);
  if (entry.versionstamp === null || entry.versionstamp < versionstamp) {
    throw new Error("What was written can't be read");
  }
}
