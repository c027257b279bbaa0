import { Cursor } from "@/lib/sse/feed/cursor.ts";
import type { EventFilter } from "@/lib/sse/feed/event_filter.ts";
import type { Chunk } from "@/lib/sse/feed/frame_window.ts";
import { greeting } from "@/lib/sse/greeting.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import type { OpenStream } from "@/lib/sse/open_stream.ts";
import type {
  CloseReason,
  ResetReason,
  StreamEventData,
  StreamEventName,
  StreamStart,
} from "@/lib/wire/stream_events.ts";
import type { Progress } from "@/lib/wire/progress.ts";
import type { Keepalive } from "@/lib/sse/keepalive.ts";
import type { Lifetime } from "@/lib/sse/lifetime.ts";
import type { Deliverable } from "@/lib/sse/pacer.ts";
import { UserFeed } from "@/lib/sse/feed/user_feed.ts";

/** Who follows a log that is another's, and what is told of it. */
export interface Audience {
  /** On whose account its streams are counted, which is no user's. */
  account: string;
  /** Who the log's user is called. */
  user: string;
  /** Where that stands which is followed. */
  progress(): Promise<Progress | null>;
}

/** What a stream is opened with. */
export interface StreamOptions {
  /** When the client's right to read ends, in milliseconds since 1970; default never. */
  expiresAt?: number;
  /** Which events of the log the client wants; default all. */
  filter?: EventFilter | null;
  /** Where the client isn't the log's user. */
  audience?: Audience | null;
  /** Called when the stream has ended. */
  onEnd?: () => void;
}

/**
 * One client's way through its user's log, whatever carries it. It is pulled: a chunk is handed over
 * when there is room for it, so that a client who doesn't read holds a cursor and no buffer.
 */
export abstract class LogStream implements OpenStream, Deliverable {
  abstract readonly transport: "sse" | "ws";
  readonly user: string;
  protected readonly hub: Hub;
  protected readonly lifetime: Lifetime;
  readonly #filter: EventFilter | null;
  readonly #audience: Audience | null;
  readonly #onEnd: (() => void) | undefined;
  #feed: UserFeed | null = null;
  #cursor: Cursor | null = null;
  #replaying = false;
  #closed = false;

  constructor(
    hub: Hub,
    user: string,
    { expiresAt, filter = null, audience = null, onEnd }: StreamOptions = {},
  ) {
    this.hub = hub;
    this.user = user;
    this.lifetime = hub.newLifetime(expiresAt);
    this.#filter = filter;
    this.#audience = audience;
    this.#onEnd = onEnd;
  }

  /** Whether the client can take more now; if not, the stream sees to it that `deliver` is called. */
  protected abstract hasRoom(): boolean;
  protected abstract sendEvent<Name extends StreamEventName>(
    event: Name,
    id: string | null,
    data: StreamEventData[Name],
  ): void;
  protected abstract sendChunk(chunk: Chunk): void;
  /** Ends the connection, with a goodbye if the client can take it. */
  protected abstract hangUp(reason: CloseReason, retryMs: number): void;

  /** Whether the client has taken all but a little of what was sent. */
  protected abstract keepsUp(): boolean;
  /** With an `id` it moves the client's position. */
  protected abstract sendKeepalive(keepalive: Keepalive, id: string | null): void;

  tick(now: number, keepalive: Keepalive): void {
    const { lifetime, hub } = this;
    if (this.keepsUp()) lifetime.taken(now);
    if (lifetime.isExpired()) this.close("expired", lifetime.retryMs);
    else if (lifetime.isOver(now)) this.close("lifetime", lifetime.retryMs);
    else if (lifetime.isStalled(now)) this.close("stalled", lifetime.retryMs);
    else if (lifetime.isSilent(now, hub.isBusy()) && this.hasRoom()) {
      this.sendKeepalive(keepalive, this.untoldId());
    }
  }

  /** Hands the client what it has room for. */
  deliver(): void {
    if (!this.#cursor || this.#replaying) return;
    try {
      while (!this.#closed && this.#cursor.isBehind && this.hasRoom()) {
        const next = this.#cursor.next();
        if (next.kind === "replay") return void this.#replay();
        if (next.kind === "reset" && this.#audience) return void this.#resetOthers(next.reason);
        if (next.kind === "reset") this.#sendReset(next.reason, this.#feed!.progress);
        if (next.kind === "chunk") this.#sendChunk(next.chunk);
      }
    } catch (error) {
      // One stream's fault must not hold up those that are served after it.
      this.fail(error);
    }
  }

  close(reason: CloseReason, retryMs: number): void {
    if (this.#closed) return;
    this.end(reason);
    try {
      this.hangUp(reason, retryMs);
    } catch {
      // The connection went before its goodbye.
    }
  }

  /** On whose account it is counted. */
  protected get account(): string {
    return this.#audience?.account ?? this.user;
  }

  /** The client's position where it wasn't told it yet, since a filter has left out what leads there. */
  protected untoldId(): string | null {
    return this.#cursor?.tell() ?? null;
  }

  protected get closed(): boolean {
    return this.#closed;
  }

  /** Greets the client and follows its log, after `lastEventId`, which wins, or from `start` on. */
  protected begin(lastEventId: string | null, start: StreamStart): void {
    if (this.hub.draining) return this.close("drain", this.lifetime.retryMs);
    const feed = this.hub.feed(this.user);
    // Thousands may come at once: where nothing has to be looked up, nothing is waited for.
    if (feed instanceof UserFeed && !lastEventId && start === "now" && !this.#audience) {
      return this.#follow(feed, Cursor.atPresent(feed, this.#filter), feed.progress);
    }
    this.#find(feed, lastEventId, start).catch((error) => this.fail(error));
  }

  /** The client has taken something; it is served with all others that are due, so chunks join. */
  protected onRoom(): void {
    if (this.#cursor && !this.#replaying && this.#cursor.isBehind) this.hub.schedule(this);
  }

  protected fail(error: unknown): void {
    if (this.#closed) return;
    this.hub.report(error);
    this.close("error", this.lifetime.retryMs);
  }

  /** The connection is gone. */
  protected end(reason: CloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#feed?.streams.delete(this);
    this.hub.remove(this.user, this, reason, this.account);
    this.hub.release(this.user);
    this.#onEnd?.();
  }

  async #find(
    opening: UserFeed | Promise<UserFeed>,
    lastEventId: string | null,
    start: StreamStart,
  ): Promise<void> {
    const feed = await opening;
    if (this.#closed) return;
    const cursor = await this.#cursorAt(feed, lastEventId, start);
    // Read after the cursor was set: what comes meanwhile comes again.
    const progress = this.#audience ? await this.#audience.progress() : feed.progress;
    if (!this.#closed) this.#follow(feed, cursor, progress);
  }

  #cursorAt(feed: UserFeed, lastEventId: string | null, start: StreamStart) {
    if (lastEventId) return Cursor.after(feed, lastEventId, this.#filter);
    if (start === "earliest") return Cursor.atOldest(feed, this.#filter);
    return Cursor.atPresent(feed, this.#filter);
  }

  #follow(feed: UserFeed, cursor: Cursor, progress: Progress | null): void {
    if (cursor.resumed) this.hub.counts.replayed();
    const shown = { user: this.#audience?.user ?? this.user, progress };
    this.sendEvent("connected", cursor.id, greeting(shown, cursor, this.lifetime.keepaliveSeconds));
    this.#feed = feed;
    this.#cursor = cursor;
    feed.streams.add(this);
    this.deliver();
  }

  async #replay(): Promise<void> {
    this.#replaying = true;
    try {
      const chunk = await this.#cursor!.replay();
      if (chunk && !this.#closed) this.#sendChunk(chunk);
    } catch (error) {
      this.fail(error);
    } finally {
      this.#replaying = false;
    }
    this.deliver();
  }

  /** What others are told has to be read first. */
  async #resetOthers(reason: ResetReason): Promise<void> {
    this.#replaying = true;
    try {
      const progress = await this.#audience!.progress();
      if (!this.#closed) this.#sendReset(reason, progress);
    } catch (error) {
      this.fail(error);
    } finally {
      this.#replaying = false;
    }
    this.deliver();
  }

  #sendReset(reason: ResetReason, progress: Progress | null): void {
    this.hub.counts.reset(reason);
    this.sendEvent("reset", this.#cursor!.id, { reason, progress });
  }

  #sendChunk(chunk: Chunk): void {
    if (chunk.frames.length === 0) return;
    this.hub.counts.sent(chunk);
    this.sendChunk(chunk);
  }
}
