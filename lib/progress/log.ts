import { keys } from "@/lib/kv/keys.ts";
import { ENTRIES_PER_BATCH } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import { HeadMaker } from "@/lib/progress/head_maker.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";
import { formatPosition } from "@/lib/wire/position.ts";
import type { LogEventName, ResetReason } from "@/lib/wire/stream_events.ts";

/** One event as it is stored. */
export interface StoredEvent {
  type: LogEventName;
  /** UTF-8 JSON, sent as it is: one id never means other bytes. */
  data: Uint8Array<ArrayBuffer>;
  /** Tells after an ambiguous commit whether it was this one that landed. */
  nonce: string;
  /** Commit time in milliseconds since 1970. */
  at: number;
}

export interface LogEvent extends StoredEvent {
  seq: number;
}

export interface ReadOptions {
  /** Events at most. */
  limit?: number;
  /** Bytes of data at which to stop; one event is read at least. */
  maxBytes?: number;
  /** Events fetched at once, by what they weigh on average. */
  batchSize?: number;
}

/** Reading of users' logs. Writing is {@linkcode LogWriter}'s. */
export class ProgressLog {
  readonly #store: Store;
  readonly #heads: HeadMaker;

  constructor(store: Store) {
    this.#store = store;
    this.#heads = new HeadMaker(store);
  }

  async head(user: string): Promise<LogHead | null> {
    return (await this.#store.get<LogHead>(keys.head(user))).value;
  }

  /** The user's head, made now if there is none, so that a position can be named before any event. */
  ensureHead(user: string): Promise<LogHead> {
    return this.#heads.ensure(user);
  }

  /**
   * The events after `seq` in their order, up to `upTo` and within the options' bounds, or null
   * where one of them is missing.
   */
  async read(
    user: string,
    epoch: string,
    seq: number,
    upTo: number,
    { limit = 500, maxBytes = 256 * 1024, batchSize = 100 }: ReadOptions = {},
  ): Promise<LogEvent[] | null> {
    const start = keys.event(user, epoch, seq + 1);
    const end = keys.event(user, epoch, Math.min(upTo, seq + limit) + 1);
    const events: LogEvent[] = [];
    let bytes = 0;
    const options = { batchSize: Math.min(batchSize, limit, ENTRIES_PER_BATCH) };
    for await (const { key, value } of this.#store.list<StoredEvent>({ start, end }, options)) {
      const [, , at] = keys.event.parse(key);
      if (at !== seq + events.length + 1) return null;
      events.push({ ...value, seq: at });
      if ((bytes += value.data.length) >= maxBytes) return events;
    }
    return events.length === Math.min(upTo - seq, limit) ? events : null;
  }

  /** The id of the newest event: what is read after this was, and a stream that begins there, leave no gap. */
  async position(user: string): Promise<string> {
    return formatPosition(await this.ensureHead(user));
  }

  /** Seq of the oldest event that is kept, or null where there is none; the head doesn't know what expired. */
  async oldest(user: string, epoch: string): Promise<number | null> {
    const start = keys.event(user, epoch, 0);
    const end = keys.event(user, epoch, Number.MAX_SAFE_INTEGER);
    for await (const { key } of this.#store.list({ start, end }, { limit: 1 })) {
      return keys.event.parse(key)[2];
    }
    return null;
  }

  /** What to say to a client whose position names no log that stands. */
  async reasonFor(epoch: string): Promise<ResetReason> {
    const { value } = await this.#store.get(keys.deadEpoch(epoch));
    return value ? "deleted" : "unknown";
  }
}
