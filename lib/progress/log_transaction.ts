import { Transaction } from "@/lib/kv/transaction.ts";
import { EventTooLargeError } from "@/lib/progress/event_too_large_error.ts";
import type { BatchEvent, ScoresEvent } from "@/lib/wire/review/batch_event.ts";
import type { DecisionEvent } from "@/lib/wire/review/decision.ts";
import { type FileEvent, type LogEventName, MAX_EVENT_BYTES } from "@/lib/wire/stream_events.ts";
import type { Progress } from "@/lib/wire/progress.ts";

/** An event before it has its place in the log. */
export interface PendingEvent {
  type: LogEventName;
  data: Uint8Array<ArrayBuffer>;
  progress?: Progress;
  /** A batch that is gone: new streams are told no more of it. */
  forgets?: string;
  /** A later event of the same commit with the same key takes this one's place. */
  coalesce?: string;
}

/** A record that a commit writes and that tells, should its answer be lost, that it landed. */
export interface Proof {
  key: Deno.KvKey;
  /** Which the record has as its `nonce`. */
  nonce: string;
}

const encoder = new TextEncoder();

/** A transaction on one user that also appends to the user's log. */
export class LogTransaction extends Transaction {
  #events: PendingEvent[] = [];
  #wakesWorkers = false;
  #proof: Proof | null = null;
  #beginsAnew = false;

  override child(isFresh = false): LogTransaction {
    return new LogTransaction(this.store, this.cache, { parent: this, isFresh });
  }

  /** Appends `event: file`. */
  appendFile(file: FileEvent): void {
    this.#events.push({ type: "file", data: encode(file) });
  }

  /** Appends `event: decision`. */
  appendDecision(decision: DecisionEvent): void {
    this.#events.push({ type: "decision", data: encode(decision) });
  }

  /** Appends `event: batch`. */
  appendBatch(batch: BatchEvent): void {
    const forgets = batch.change === "deleted" ? batch.batch_id : undefined;
    this.#events.push({ type: "batch", data: encode(batch), forgets });
  }

  /** Appends `event: scores`; of one commit's only the last for a batch is written. */
  appendScores(scores: ScoresEvent): void {
    const coalesce = `scores ${scores.batch_id}`;
    this.#events.push({ type: "scores", data: encode(scores), coalesce });
  }

  /**
   * Appends `event: progress`. With a `coalesce` key only the last of a commit's events with that
   * key is written: for what a later one makes superfluous.
   */
  appendProgress(progress: Progress, coalesce?: string): void {
    this.#events.push({ type: "progress", data: encode(progress), progress, coalesce });
  }

  /** Has the user's log begin anew: what it told is forgotten, and open streams are told so. */
  beginLogAnew(): void {
    this.#beginsAnew = true;
  }

  get beginsLogAnew(): boolean {
    return this.#beginsAnew;
  }

  /** Names a record that this commit alone writes: where it has no event, it takes effect once all the same. */
  provenBy(key: Deno.KvKey, nonce: string): void {
    this.#proof ??= { key, nonce };
  }

  get proof(): Proof | null {
    return this.#proof;
  }

  /** Has the commit wake the workers: it adds jobs. */
  wakeWorkers(): void {
    this.#wakesWorkers = true;
  }

  get wakesWorkers(): boolean {
    return this.#wakesWorkers;
  }

  get events(): readonly PendingEvent[] {
    return this.#events;
  }

  get bytes(): number {
    return this.#events.reduce((sum, event) => sum + event.data.length, 0);
  }

  override absorb(child: LogTransaction): void {
    super.absorb(child);
    const replaced = new Set(child.events.map((event) => event.coalesce));
    replaced.delete(undefined);
    if (replaced.size > 0) this.#events = this.#events.filter((it) => !replaced.has(it.coalesce));
    this.#events.push(...child.events);
    this.#wakesWorkers ||= child.wakesWorkers;
    this.#proof ??= child.proof;
    this.#beginsAnew ||= child.beginsLogAnew;
  }
}

function encode(data: unknown): Uint8Array<ArrayBuffer> {
  const bytes = encoder.encode(JSON.stringify(data));
  if (bytes.length > MAX_EVENT_BYTES) throw new EventTooLargeError(bytes.length, MAX_EVENT_BYTES);
  return bytes;
}
