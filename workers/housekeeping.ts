import { dropAbandoned } from "@/lib/uploads/pending_upload.ts";
import type { UserSweep } from "@/lib/users/user_sweep.ts";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import type { JobIndex } from "@/lib/jobs/job_index.ts";
import { FOREVER } from "@/lib/kv/atomic_operation.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { ExpiryWatch } from "@/workers/expiry_watch.ts";

export interface HousekeepingOptions {
  store: Store;
  blobs: BlobStore;
  index: JobIndex;
  sweep: UserSweep;
  expiry: ExpiryWatch;
  onError: (error: unknown) => void;
}

/** What a round has put in order. */
export interface Housekept {
  sweeps: number;
  uploads: number;
  indexEntries: number;
}

/** Who has the turn. */
interface Turn {
  token: string;
  /** When the next one is, in milliseconds since 1970. */
  next: number;
  /** Versionstamps of the last rounds: what has not changed since then is so many rounds old. */
  marks?: string[];
}

/** From the end of one round to the next, in milliseconds. */
const EVERY_MS = 60_000;
/** A round that takes longer than this has died; another begins. */
const ROUND_MS = 600_000;
/** An upload that has not changed over so many rounds, an hour, is nobody's. */
const ABANDONED_ROUNDS = 60;

/**
 * Puts in order what dying processes leave behind: deletions half done, files that were stored and
 * that no batch claimed, places in the jobs' index without a job. All else expires by itself.
 */
export class Housekeeping implements AsyncDisposable {
  readonly #options: HousekeepingOptions;
  #timer: ReturnType<typeof setInterval> | null = null;
  #running: Promise<Housekept | null> | null = null;

  constructor(options: HousekeepingOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.run(), EVERY_MS);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  /** One round, if it is this process's turn: one at a time over all processes. Never throws. */
  run(): Promise<Housekept | null> {
    return this.#running ??= this.#turn()
      .catch((error) => {
        this.#options.onError(error);
        return null;
      })
      .finally(() => this.#running = null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }

  async #turn(): Promise<Housekept | null> {
    const { store } = this.#options;
    const entry = await store.get<Turn>(keys.housekeeping());
    const wait = entry.value ? entry.value.next - Date.now() : 0;
    // Further ahead than anyone writes it: a clock was wrong.
    if (wait > 0 && wait <= ROUND_MS) return null;
    const token = crypto.randomUUID();
    const marks = entry.value?.marks ?? [];
    const turn: Turn = { token, next: Date.now() + ROUND_MS, marks };
    const begun = await store.atomic().check(entry).set(entry.key, turn, FOREVER).commit();
    if (!begun.ok) return null;
    const done = await this.#round(marks.at(-ABANDONED_ROUNDS) ?? "");
    await this.#endTurn(token, [...marks, begun.versionstamp].slice(-ABANDONED_ROUNDS));
    return done;
  }

  async #endTurn(token: string, marks: string[]): Promise<void> {
    const { store } = this.#options;
    const entry = await store.get<Turn>(keys.housekeeping());
    if (entry.value?.token !== token) return;
    const turn: Turn = { token, next: Date.now() + EVERY_MS, marks };
    await store.atomic().check(entry).set(entry.key, turn, FOREVER).commit();
  }

  /** `before` is a versionstamp of an hour ago, or empty where no rounds are known so far back. */
  async #round(before: string): Promise<Housekept> {
    const { sweep, index, expiry } = this.#options;
    await expiry.look();
    return {
      sweeps: await sweep.finish(),
      uploads: await dropAbandoned(this.#options, { now: Date.now(), before }),
      indexEntries: await index.mend(),
    };
  }
}
