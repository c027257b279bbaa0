import type { Doorbells } from "@/lib/kv/doorbells.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { LogEvent, ProgressLog } from "@/lib/progress/log.ts";
import type { ResetReason } from "@/lib/wire/stream_events.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";
import { formatPosition, type Position } from "@/lib/wire/position.ts";
import type { Progress } from "@/lib/wire/progress.ts";
import { currentProgress } from "@/lib/progress/snapshots.ts";
import { type Frame, frameOf } from "@/lib/sse/feed/frame.ts";
import { FrameWindow } from "@/lib/sse/feed/frame_window.ts";
import type { Deliverable, Feed, Pacer } from "@/lib/sse/pacer.ts";
import type { Semaphore } from "@/lib/async/semaphore.ts";

export interface FeedOptions {
  log: ProgressLog;
  doorbells: Pick<Doorbells, "subscribe">;
  pacer: Pacer;
  /** Bounds the replays that are read at the same time, over all feeds. */
  replays: Semaphore;
  /** New events, the first committed at `at`, have been handed to all streams that keep up. */
  onDelivered: (at: number) => void;
  onError: (error: unknown) => void;
}

/** Read at once for all streams: about what the window keeps. */
const MAX_READ_BYTES = 256 * 1024;
/** Read at once for one stream: what it may hold in memory when it stalls. */
const MAX_REPLAY_BYTES = 64 * 1024;

/**
 * One user's log, followed once for all the streams that a process has of it. The log's head is the
 * doorbell; the events are read, encoded once and kept in a window that the streams pull from.
 */
export class UserFeed implements Feed {
  readonly user: string;
  readonly streams = new Set<Deliverable>();
  readonly #options: FeedOptions;
  readonly #replays = new Map<string, Promise<Frame[] | null>>();
  readonly #unsubscribe: () => void;
  #head: LogHead;
  #window: FrameWindow;
  #resetReason: ResetReason = "unknown";
  #news: LogHead | null | undefined;
  #pumping: Promise<void> | null = null;
  #stopped = false;
  #sweeping: boolean;
  /** When the first event that is not yet delivered was committed, in milliseconds. */
  #newSince: number | null = null;
  #heardAt = performance.now();

  private constructor(user: string, head: LogHead, options: FeedOptions) {
    this.user = user;
    this.#options = options;
    this.#head = head;
    this.#window = new FrameWindow(head.seq);
    this.#sweeping = head.sweeping === true;
    this.#unsubscribe = options.doorbells.subscribe(
      keys.head(user),
      (entry) => this.#hear(entry.value as LogHead | null),
    );
  }

  /** The feed of the user's log as it stands. Is to be stopped. */
  static async open(user: string, options: FeedOptions): Promise<UserFeed> {
    return new UserFeed(user, await options.log.ensureHead(user), options);
  }

  get epoch(): string {
    return this.#head.epoch;
  }

  get window(): FrameWindow {
    return this.#window;
  }

  /**
   * Whether all of the user is being deleted. Nothing is served meanwhile, lest the holes that come
   * into the log be taken for expired events; the log that follows ends it.
   */
  get sweeping(): boolean {
    return this.#sweeping;
  }

  /** Where the log ends, as far as the feed knows. */
  get present(): Position {
    return { epoch: this.epoch, seq: this.#window.last };
  }

  /** The place of the oldest event that is kept, or null where there is none. */
  async oldest(): Promise<Position | null> {
    const { epoch } = this;
    const seq = await this.#options.log.oldest(this.user, epoch);
    return seq === null ? null : { epoch, seq };
  }

  get progress(): Progress | null {
    return this.#sweeping ? null : currentProgress(this.#head.snapshots);
  }

  /** Why a position in a log before this one can't be resumed from. */
  get resetReason(): ResetReason {
    return this.#resetReason;
  }

  /** Why `position`, which names no event of this log, can't be resumed from. */
  reasonFor(position: Position): Promise<ResetReason> {
    if (position.epoch === this.epoch) return Promise.resolve("unknown");
    return this.#options.log.reasonFor(position.epoch);
  }

  /** Milliseconds since the head was last heard of. */
  get silentFor(): number {
    return performance.now() - this.#heardAt;
  }

  beginPass(): () => void {
    const since = this.#newSince;
    this.#newSince = null;
    return () => {
      if (since !== null && this.streams.size > 0) this.#options.onDelivered(since);
    };
  }

  /**
   * What this process has just committed: it needn't be rung for and read back. Where the feed isn't
   * at that very place the ring brings it.
   */
  offer(head: LogHead, events: LogEvent[]): void {
    if (this.#pumping || head.epoch !== this.#head.epoch) return;
    if (events[0].seq !== this.#window.last + 1) return;
    this.#push(events.map((event) => frameOf(head.epoch, event)));
    this.#head = head;
    this.#options.pacer.schedule(this, events.length);
  }

  /** Reads the head again: for a position from elsewhere that is ahead of this feed. */
  async refresh(): Promise<void> {
    // Now, not when the answer comes: while the database is away, refreshes must not pile up.
    this.#heardAt = performance.now();
    this.#hear(await this.#options.log.head(this.user));
    await this.#pumping;
  }

  /**
   * The frames after `seq` that the window no longer has, or null where they are gone. Streams that
   * ask for the same at the same time share the reading.
   */
  replay(seq: number): Promise<Frame[] | null> {
    const key = formatPosition({ epoch: this.epoch, seq });
    let replay = this.#replays.get(key);
    if (!replay) {
      replay = this.#options.replays
        .run(() => this.#read(seq, this.#window.last, MAX_REPLAY_BYTES))
        .finally(() => this.#replays.delete(key));
      this.#replays.set(key, replay);
    }
    return replay;
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
  }

  #hear(head: LogHead | null): void {
    this.#heardAt = performance.now();
    if (head?.sweeping && head.epoch === this.#head.epoch) this.#sweeping = true;
    if (head && head.epoch === this.#head.epoch && head.seq <= this.#window.last) return;
    this.#news = head;
    this.#pumping ??= this.#pump().finally(() => this.#pumping = null);
  }

  async #pump(): Promise<void> {
    while (this.#news !== undefined && !this.#stopped) {
      const news = this.#news;
      this.#news = undefined;
      try {
        await this.#catchUp(news);
      } catch (error) {
        this.#heardAt = -Infinity; // Nobody rings for this again: have it looked at soon.
        this.#options.onError(error);
      }
    }
  }

  async #catchUp(news: LogHead | null): Promise<void> {
    if (news?.sweeping) return;
    // What tells of another log may be older than what is known of this one: look again.
    const isSame = news?.epoch === this.#head.epoch;
    const head = isSame ? news! : await this.#options.log.ensureHead(this.user);
    if (head.sweeping) return;
    if (head.epoch !== this.#head.epoch) return await this.#begin(head);
    while (this.#window.last < head.seq && !this.#stopped) {
      const frames = await this.#read(this.#window.last, head.seq);
      if (frames) this.#push(frames);
      else this.#window = new FrameWindow(head.seq);
      this.#head = head;
      this.#options.pacer.schedule(this, frames?.length);
    }
  }

  #push(frames: Frame[]): void {
    this.#window.push(frames);
    this.#newSince ??= frames[0]?.at ?? null;
  }

  /** Another log has taken the place of this one: the streams will find that out by its epoch. */
  async #begin(head: LogHead): Promise<void> {
    this.#resetReason = await this.#options.log.reasonFor(this.#head.epoch);
    this.#window = new FrameWindow(head.seq);
    this.#head = head;
    this.#sweeping = false;
    this.#options.pacer.schedule(this);
  }

  async #read(seq: number, upTo: number, maxBytes = MAX_READ_BYTES): Promise<Frame[] | null> {
    const { epoch, first, bytes, seq: last } = this.#head;
    const average = Math.max(200, bytes / Math.max(1, last - first + 1));
    const events = await this.#options.log.read(this.user, epoch, seq, upTo, {
      maxBytes,
      batchSize: Math.ceil(maxBytes / average),
    });
    return events && events.map((event) => frameOf(epoch, event));
  }
}
