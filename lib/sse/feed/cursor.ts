import type { ResetReason } from "@/lib/wire/stream_events.ts";
import { formatPosition, parsePosition, type Position } from "@/lib/wire/position.ts";
import type { EventFilter } from "@/lib/sse/feed/event_filter.ts";
import { type Chunk, chunkOf } from "@/lib/sse/feed/frame_window.ts";
import type { UserFeed } from "@/lib/sse/feed/user_feed.ts";

/** What a client's cursor comes to next. */
export type Next =
  /** From the window, joined. */
  | { kind: "chunk"; chunk: Chunk }
  /** The position is lost; the cursor is at the present. */
  | { kind: "reset"; reason: ResetReason }
  /** What follows must be read from the database: call `replay`. */
  | { kind: "replay" }
  /** The client has all there is. */
  | { kind: "wait" };

/** Where one client is in its user's log: all that a stream which can't keep up costs. */
export class Cursor {
  readonly #feed: UserFeed;
  readonly #filter: EventFilter | null;
  #position: Position;
  /** Seq of the last position that the client was told; a filter leaves out what would tell the next. */
  #told: number;
  #reset: ResetReason | null = null;
  /** Whether what is gone from the start of the log is not missed. */
  #fromOldest = false;
  /** Whether the client goes on from an id it brought. */
  readonly resumed: boolean;

  private constructor(feed: UserFeed, filter: EventFilter | null, from: Position | null) {
    this.#feed = feed;
    this.#filter = filter;
    this.#position = from ?? feed.present;
    this.#told = this.#position.seq;
    this.resumed = from !== null;
  }

  /** A cursor at the present. */
  static atPresent(feed: UserFeed, filter: EventFilter | null = null): Cursor {
    return new Cursor(feed, filter, null);
  }

  /** A cursor after `lastEventId`, or at the present where it can't be resumed from. */
  static async after(
    feed: UserFeed,
    lastEventId: string,
    filter: EventFilter | null = null,
  ): Promise<Cursor> {
    const position = parsePosition(lastEventId);
    const isAhead = ({ epoch, seq }: Position) => epoch !== feed.epoch || seq > feed.window.last;
    if (position && isAhead(position)) await feed.refresh();
    if (position && !isAhead(position)) return new Cursor(feed, filter, position);
    const reset = position ? await feed.reasonFor(position) : "unknown";
    const cursor = Cursor.atPresent(feed, filter);
    cursor.#reset = reset;
    return cursor;
  }

  /** A cursor before the oldest event that is kept. */
  static async atOldest(feed: UserFeed, filter: EventFilter | null = null): Promise<Cursor> {
    const oldest = await feed.oldest();
    const cursor = Cursor.atPresent(feed, filter);
    if (oldest && oldest.epoch === feed.epoch) {
      cursor.#position = { ...oldest, seq: oldest.seq - 1 };
    }
    cursor.#told = cursor.#position.seq;
    cursor.#fromOldest = true;
    return cursor;
  }

  /** The id of the position. */
  get id(): string {
    return formatPosition(this.#position);
  }

  /** The id of the position where the client wasn't told it; it counts as told then. */
  tell(): string | null {
    if (this.#told === this.#position.seq) return null;
    this.#told = this.#position.seq;
    return this.id;
  }

  /** Whether `next` has more than a wait. */
  get isBehind(): boolean {
    const { epoch, window, sweeping } = this.#feed;
    if (sweeping) return false;
    return this.#reset !== null || this.#position.epoch !== epoch ||
      this.#position.seq < window.last;
  }

  /** What comes next; the cursor moves past it before it is sent. */
  next(): Next {
    const { window, epoch } = this.#feed;
    if (this.#reset || this.#position.epoch !== epoch) {
      const reason = this.#reset ?? this.#feed.resetReason;
      this.#toPresent();
      return { kind: "reset", reason };
    }
    const chunk = window.after(this.#position.seq, this.#filter);
    if (chunk) return { kind: "chunk", chunk: this.#past(chunk) };
    return { kind: this.#position.seq < window.last ? "replay" : "wait" };
  }

  /** What follows from the database; null where it isn't there, then ask `next`. */
  async replay(): Promise<Chunk | null> {
    const { epoch, seq } = this.#position;
    const frames = await this.#feed.replay(seq);
    if (epoch !== this.#feed.epoch) return null;
    if (frames) return this.#past(chunkOf(frames, this.#filter));
    await this.#feed.refresh(); // A deletion, which this may be, is told of when it is done.
    const oldest = this.#fromOldest ? await this.#feed.oldest() : null;
    if (epoch !== this.#feed.epoch || this.#feed.sweeping) return null;
    if (oldest?.epoch === epoch && oldest.seq > seq + 1) this.#position.seq = oldest.seq - 1;
    else this.#reset = "expired";
    return null;
  }

  #past(chunk: Chunk): Chunk {
    this.#fromOldest = false;
    this.#position.seq = chunk.last;
    this.#told = chunk.frames.at(-1)?.seq ?? this.#told;
    return chunk;
  }

  #toPresent(): void {
    this.#reset = null;
    this.#position = this.#feed.present;
    this.#told = this.#position.seq;
  }
}
