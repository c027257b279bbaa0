import { backoffMs } from "@/lib/async/backoff.ts";
import { delay } from "@/lib/async/delay.ts";
import type { AtomicOperation } from "@/lib/kv/atomic_operation.ts";
import { keys } from "@/lib/kv/keys.ts";
import { BYTES_PER_COMMIT, CHECKS_PER_COMMIT, MUTATIONS_PER_COMMIT } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import { type Attempt, DoubtfulAttempts, idWithin } from "@/lib/progress/attempt.ts";
import type { LogEvent, StoredEvent } from "@/lib/progress/log.ts";
import { begunAnew, type LogHead, newHead } from "@/lib/progress/log_head.ts";
import { LogMemory } from "@/lib/progress/log_memory.ts";
import { trim } from "@/lib/progress/log_trim.ts";
import { LogTransaction, type PendingEvent } from "@/lib/progress/log_transaction.ts";
import { CommitPace } from "@/lib/progress/commit_pace.ts";
import type { Appended, Change } from "@/lib/progress/change.ts";
import { withoutBatch, withProgress } from "@/lib/progress/snapshots.ts";
import { SweepingError } from "@/lib/progress/sweeping_error.ts";

/** What an {@linkcode AppendQueue} works on, and whom it tells. */
export interface AppendOptions {
  store: Store;
  /** Adds to a commit what wakes the workers. */
  wakeWorkers: (operation: AtomicOperation) => void;
  onCommit?: (outcome: "landed" | "conflict") => void;
  /** Called with the events of each commit and the head after it, in their order. */
  onAppended?: (user: string, head: LogHead, events: LogEvent[]) => void;
}

interface Waiting {
  change: Change<unknown>;
  settle: PromiseWithResolvers<Appended<unknown>>;
}

/** What one waiting change came to within an attempt. */
type Verdict =
  & { waiting: Waiting }
  & ({ error: unknown } | { value: unknown; last: PendingEvent | undefined });

/** One is the head's. */
const MAX_CHECKS = CHECKS_PER_COMMIT - 1;
/** Events, trimming and one large change come on top. */
const MAX_MUTATIONS = 0.3 * MUTATIONS_PER_COMMIT;
/** Events; the records they tell of come on top. */
const MAX_BYTES = BYTES_PER_COMMIT / 3;
/** So many changes need not wait for more: each may be of another job, which is a check. */
const MANY = MAX_CHECKS;
/** Conflicts are others' successes, so there is an end to them; faults may have none. */
const MAX_FAULTS = 12;

/** The changes of one user, committed in groups, one group after another. */
export class AppendQueue {
  readonly #user: string;
  readonly #options: AppendOptions;
  readonly #headKey: Deno.KvKey;
  readonly #memory: LogMemory;
  readonly #doubtful = new DoubtfulAttempts<Verdict>();
  readonly #pace = new CommitPace();
  #waiting: Waiting[] = [];
  #running = false;
  /** Whether nothing that is remembered may be used any more in this gathering, here or by who asks. */
  #isFresh = false;
  /** Changes that the next commit may hold. */
  #groupLimit = Infinity;

  constructor(user: string, options: AppendOptions) {
    this.#user = user;
    this.#options = options;
    this.#headKey = keys.head(user);
    this.#memory = new LogMemory(options.store, user);
  }

  get isIdle(): boolean {
    return !this.#running;
  }

  append<T>(change: Change<T>): Promise<Appended<T>> {
    const settle = Promise.withResolvers<Appended<unknown>>();
    this.#waiting.push({ change, settle });
    if (!this.#running) this.#run();
    return settle.promise as Promise<Appended<T>>;
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let faults = 0; this.#waiting.length > 0;) {
      try {
        await this.#awaitTurn();
        await this.#commitGroup();
        faults = 0;
      } catch (error) {
        this.#memory.forget();
        if (++faults >= MAX_FAULTS) this.#failAll(error);
        else await delay(backoffMs(faults, { baseMs: 20, maxMs: 2000 }));
      }
    }
    this.#running = false;
  }

  async #awaitTurn(): Promise<void> {
    const wait = this.#pace.untilNext(performance.now());
    if (wait > 0 && this.#waiting.length < MANY) await delay(wait);
    if (this.#memory.head && this.#pace.isOutdated(performance.now())) this.#memory.expire();
  }

  /** Settles what lands; the rest stays to be tried again. */
  async #commitGroup(): Promise<void> {
    const proven = await this.#memory.catchUp(this.#doubtful.proofs);
    const landed = this.#doubtful.landed(proven);
    if (landed) return this.#settleLanded(landed);
    const { tx, verdicts } = await this.#gather(this.#memory.head!.value?.sweeping === true);
    if (tx.events.length > 0 || tx.mutations > 0) return await this.#commit(tx, verdicts);
    // No commit vouches for what was remembered, neither for the head nor for what was read.
    this.#memory.forget();
    this.#isFresh = tx.usedCache;
    if (!tx.usedCache) this.#settle(verdicts, () => null);
  }

  /** Runs waiting changes until a commit is full. */
  async #gather(sweeping: boolean): Promise<{ tx: LogTransaction; verdicts: Verdict[] }> {
    const tx = new LogTransaction(this.#options.store, this.#memory.records);
    const verdicts: Verdict[] = [];
    const limit = this.#groupLimit;
    this.#groupLimit = Infinity;
    for (const waiting of this.#waiting) {
      if (verdicts.length >= limit) break;
      try {
        if (sweeping) throw new SweepingError(this.#user);
        const { child, value } = await this.#apply(waiting.change, tx);
        if (verdicts.length > 0 && isFull(tx, child)) break;
        tx.absorb(child);
        verdicts.push({ waiting, value, last: child.events.at(-1) });
      } catch (error) {
        verdicts.push({ waiting, error });
      }
    }
    this.#isFresh = false;
    return { tx, verdicts };
  }

  /** Runs one change. What it throws is never owed to a remembered record that is out of date. */
  async #apply(
    change: Change<unknown>,
    tx: LogTransaction,
  ): Promise<{ child: LogTransaction; value: unknown }> {
    const child = tx.child(this.#isFresh);
    try {
      return { child, value: await change(child) };
    } catch (error) {
      if (!child.usedCache) throw error;
      this.#memory.forgetRecords();
      this.#isFresh = true;
      return await this.#apply(change, tx);
    }
  }

  async #commit(tx: LogTransaction, verdicts: Verdict[]): Promise<void> {
    const { store, wakeWorkers, onCommit, onAppended } = this.#options;
    const found = this.#memory.head!;
    const present = found.value ?? newHead();
    const operation = tx.addTo(store.atomic().check(found));
    const before = tx.beginsLogAnew ? begunAnew(present) : present;
    if (tx.beginsLogAnew) operation.set(keys.deadEpoch(present.epoch), true);
    const nonce = crypto.randomUUID();
    const firstEvent = keys.event(this.#user, before.epoch, before.seq + 1);
    const attempt: Attempt<Verdict> = {
      proof: tx.events.length > 0 ? { key: firstEvent, nonce } : tx.proof,
      epoch: before.epoch,
      firstSeq: before.seq + 1,
      events: tx.events,
      verdicts,
      refused: false,
    };
    const { head, events } = this.#addEvents(operation, before, tx, nonce);
    const kept = await trim(store, this.#user, head);
    for (const key of kept.deleted) operation.delete(key);
    operation.set(this.#headKey, kept.head);
    if (tx.wakesWorkers) wakeWorkers(operation);
    this.#doubtful.add(attempt);
    const result = await operation.commit().catch((error) => this.#refuse(attempt, error));
    if (result === "refused") return;
    onCommit?.(result.ok ? "landed" : "conflict");
    if (result.ok) {
      this.#pace.landed(performance.now());
      this.#memory.remember(tx, kept.head, result.versionstamp);
      if (events.length > 0) onAppended?.(this.#user, kept.head, events);
      return this.#settleLanded(attempt);
    }
    attempt.refused = true;
    this.#memory.expire(tx.keysRead);
    await delay(this.#pace.refused());
  }

  #addEvents(
    operation: AtomicOperation,
    before: LogHead,
    tx: LogTransaction,
    nonce: string,
  ): { head: LogHead; events: LogEvent[] } {
    const head = { ...before };
    const events: LogEvent[] = [];
    const at = Date.now();
    for (const { type, data, progress, forgets } of tx.events) {
      const event: StoredEvent = { type, data, nonce, at };
      head.seq++;
      head.bytes += data.length;
      events.push({ ...event, seq: head.seq });
      if (progress) head.snapshots = withProgress(head.snapshots, progress);
      if (forgets) head.snapshots = withoutBatch(head.snapshots, forgets);
      operation.set(keys.event(this.#user, head.epoch, head.seq), event);
    }
    return { head, events };
  }

  /** A commit that no database takes, such as too large a one: the change at fault fails alone. */
  #refuse({ verdicts }: Attempt<Verdict>, error: unknown): "refused" {
    if (!(error instanceof TypeError)) throw error;
    this.#memory.forget();
    this.#doubtful.clear();
    const [first, ...others] = verdicts.filter((verdict) => !("error" in verdict));
    if (others.length > 0) this.#groupLimit = 1;
    else this.#settle([{ waiting: first.waiting, error }], () => null);
    return "refused";
  }

  #settleLanded(attempt: Attempt<Verdict>): void {
    this.#doubtful.clear();
    this.#settle(attempt.verdicts, (event) => idWithin(attempt, event));
  }

  #settle(verdicts: Verdict[], idOf: (event: PendingEvent) => string | null): void {
    for (const verdict of verdicts) {
      const { settle } = verdict.waiting;
      if ("error" in verdict) settle.reject(verdict.error);
      else settle.resolve({ value: verdict.value, id: verdict.last ? idOf(verdict.last) : null });
    }
    const settled = new Set(verdicts.map((verdict) => verdict.waiting));
    this.#waiting = this.#waiting.filter((waiting) => !settled.has(waiting));
  }

  #failAll(error: unknown): void {
    for (const { settle } of this.#waiting.splice(0)) settle.reject(error);
    this.#doubtful.clear();
  }
}

function isFull(tx: LogTransaction, more: LogTransaction): boolean {
  return tx.checks + more.checks > MAX_CHECKS || tx.mutations + more.mutations > MAX_MUTATIONS ||
    tx.events.length + more.events.length > MAX_MUTATIONS || tx.bytes + more.bytes > MAX_BYTES;
}
