import type { ResetReason } from "@/lib/wire/stream_events.ts";
import { formatPosition, parsePosition, type Position } from "@/lib/wire/position.ts";
import type { Frame } from "@/lib/sse/feed/frame.ts";
import type { Chunk } from "@/lib/sse/feed/frame_window.ts";
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
  #position: Position;
  #reset: ResetReason | null;
  /** Whether the client goes on from an id it brought. */
  readonly resumed: boolean;

  private constructor(feed: UserFeed, from: Position | null, reset: ResetReason | null) {
    this.#feed = feed;
    this.#position = from ?? { epoch: feed.epoch, seq: feed.window.last };
    this.#reset = reset;
    this.resumed = from !== null;
  }

  /** A cursor at the present. */
  static atPresent(feed: UserFeed): Cursor {
    return new Cursor(feed, null, null);
  }

  /** A cursor after `lastEventId`, or at the present where there is none to resume from. */
  static async open(feed: UserFeed, lastEventId: string | null): Promise<Cursor> {
    if (!lastEventId) return Cursor.atPresent(feed);
    const position = parsePosition(lastEventId);
    if (!position) return new Cursor(feed, null, "unknown");
    const isAhead = () => position.epoch !== feed.epoch || position.seq > feed.window.last;
    if (isAhead()) await feed.refresh();
    if (!isAhead()) return new Cursor(feed, position, null);
    return new Cursor(feed, null, await feed.reasonFor(position));
  }

  /** The id of the position. */
  get id(): string {
    return formatPosition(this.#position);
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
    const chunk = window.after(this.#position.seq);
    if (chunk) {
      this.#position.seq = chunk.last;
      return { kind: "chunk", chunk };
    }
    return { kind: this.#position.seq < window.last ? "replay" : "wait" };
  }

  /** What follows from the database; null where it isn't there, then ask `next`. */
  async replay(): Promise<Frame[] | null> {
    const { epoch, seq } = this.#position;
    const frames = await this.#feed.replay(seq);
    if (epoch !== this.#feed.epoch) return null;
    if (!frames) {
      await this.#feed.refresh(); // A deletion, which this may be, is told of when it is done.
      if (epoch === this.#feed.epoch && !this.#feed.sweeping) this.#reset = "expired";
      return null;
    }
    this.#position.seq = frames.at(-1)!.seq;
    return frames;
  }

  #toPresent(): void {
    this.#reset = null;
    this.#position = { epoch: this.#feed.epoch, seq: this.#feed.window.last };
  }
}
