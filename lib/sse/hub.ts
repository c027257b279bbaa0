import type { Doorbells } from "@/lib/kv/doorbells.ts";
import type { LogEvent, ProgressLog } from "@/lib/progress/log.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";
import type { OpenStream } from "@/lib/sse/open_stream.ts";
import type { CloseReason } from "@/lib/wire/stream_events.ts";
import { Keepalive } from "@/lib/sse/keepalive.ts";
import { Lifetime, stallMs } from "@/lib/sse/lifetime.ts";
import { type Deliverable, Pacer } from "@/lib/sse/pacer.ts";
import { PeerWatch } from "@/lib/sse/peer_watch.ts";
import { Semaphore } from "@/lib/async/semaphore.ts";
import { StreamCounts } from "@/lib/sse/stream_counts.ts";
import { UserFeed } from "@/lib/sse/feed/user_feed.ts";
import type { Metrics } from "@/lib/telemetry/metrics.ts";

export interface HubOptions {
  log: ProgressLog;
  doorbells: Pick<Doorbells, "subscribe">;
  metrics: Metrics;
  /** Open streams of this process at most. */
  maxStreams: number;
  maxStreamsPerUser: number;
  keepaliveSeconds: number;
  streamMaxSeconds: number;
  /** Beside two keepalives, what a client has to take what is sent; default 30. */
  stallGraceSeconds?: number;
  onError: (error: unknown) => void;
}

/** Of 64 KiB each: thousands of clients that come back at once must not fill the memory. */
const MAX_REPLAYS_READ = 8;

/** All that this process streams: a feed for each user who is followed, and every open stream. */
export class Hub implements AsyncDisposable {
  /** Open streams of one user at most. */
  readonly maxStreamsPerUser: number;
  /** What the streams have done. */
  readonly counts: StreamCounts;
  /** The clients' ends of event streams; WebSockets have pings. */
  readonly peers: PeerWatch;
  /** Whether this process does work that would be lost if its host took it for idle. */
  isBusy: () => boolean = () => false;
  readonly #options: HubOptions;
  /** By user; a promise while the feed is being opened. */
  readonly #feeds = new Map<string, UserFeed | Promise<UserFeed>>();
  /** By account. */
  readonly #streams = new Map<string, Set<OpenStream>>();
  /** How many streams need a user's feed. */
  readonly #followers = new Map<string, number>();
  readonly #pacer = new Pacer();
  readonly #replays = new Semaphore(MAX_REPLAYS_READ);
  #ticker: ReturnType<typeof setInterval> | undefined;
  #draining = false;

  constructor(options: HubOptions) {
    this.#options = options;
    this.maxStreamsPerUser = options.maxStreamsPerUser;
    this.peers = new PeerWatch({ stallMs: stallMs(options) });
    this.counts = new StreamCounts(options.metrics, () => this.#streams.size);
  }

  get draining(): boolean {
    return this.#draining;
  }

  get streamCount(): number {
    return this.counts.open;
  }

  get userCount(): number {
    return this.#streams.size;
  }

  /** Whether another stream of the account may open; says whose limit stands in the way. */
  room(account: string): "free" | "user_full" | "full" {
    if (this.counts.open >= this.#options.maxStreams) return "full";
    const own = this.#streams.get(account)?.size ?? 0;
    return own >= this.maxStreamsPerUser ? "user_full" : "free";
  }

  /** Counts a stream in, from its first byte on: of whose log it is, and on whose account. */
  add(user: string, stream: OpenStream, account = user): void {
    let streams = this.#streams.get(account);
    if (!streams) this.#streams.set(account, streams = new Set());
    streams.add(stream);
    this.#followers.set(user, (this.#followers.get(user) ?? 0) + 1);
    this.#startTicking();
    this.counts.opened(stream.transport);
  }

  /** Counts a stream out. */
  remove(user: string, stream: OpenStream, reason: CloseReason, account = user): void {
    const streams = this.#streams.get(account);
    if (!streams?.delete(stream)) return;
    if (streams.size === 0) this.#streams.delete(account);
    const followers = this.#followers.get(user)! - 1;
    if (followers > 0) this.#followers.set(user, followers);
    else this.#followers.delete(user);
    this.counts.closed(stream.transport, reason);
  }

  /** The user's feed; a promise of it with the first stream, until it knows where its log stands. */
  feed(user: string): UserFeed | Promise<UserFeed> {
    const known = this.#feeds.get(user);
    if (known) return known;
    const opening = this.#open(user, () => this.#feeds.get(user) === opening);
    this.#feeds.set(user, opening);
    return opening;
  }

  /** Hands on what this process has committed, if somebody follows the user. */
  offer(user: string, head: LogHead, events: LogEvent[]): void {
    const feed = this.#feeds.get(user);
    if (feed instanceof UserFeed) feed.offer(head, events);
  }

  /** Ends the feed once no stream of the user is open. */
  release(user: string): void {
    if (this.#followers.has(user)) return;
    const feed = this.#feeds.get(user);
    if (feed instanceof UserFeed) feed.stop();
    this.#feeds.delete(user);
  }

  /** Serves what is due, with all else that is. */
  schedule(due: Deliverable): void {
    this.#pacer.schedule(due);
  }

  /** How long a stream that opens now is to live; not past `expiresAt`, in milliseconds since 1970. */
  newLifetime(expiresAt?: number): Lifetime {
    return new Lifetime(this.#options, expiresAt);
  }

  /** Tells of what a stream has failed with. */
  report(error: unknown): void {
    this.#options.onError(error);
  }

  /**
   * Ends every stream, each with a time of its own to come back, spread over two seconds for
   * every thousand of them. New ones are turned away until the process ends.
   */
  drain(): void {
    this.#draining = true;
    const spreadMs = Math.min(30_000, Math.max(1000, 2 * this.counts.open));
    for (const streams of this.#streams.values()) {
      for (const stream of [...streams]) stream.close("drain", 500 + Math.random() * spreadMs);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#ticker);
    this.drain();
    for (const user of this.#feeds.keys()) this.release(user);
    await this.#pacer.idle;
  }

  #startTicking(): void {
    if (this.#ticker !== undefined) return;
    this.#ticker = setInterval(() => this.#tick(), 1000);
    Deno.unrefTimer(this.#ticker as unknown as number);
  }

  #tick(): void {
    const now = performance.now();
    const keepalive = new Keepalive(new Date());
    for (const streams of this.#streams.values()) {
      for (const stream of streams) stream.tick(now, keepalive);
    }
    this.peers.look(now).catch(this.#options.onError);
    for (const feed of this.#feeds.values()) {
      if (feed instanceof UserFeed && feed.silentFor > this.#options.keepaliveSeconds * 1000) {
        feed.refresh().catch(this.#options.onError);
      }
    }
  }

  /** Opens the user's feed, and stops it at once where it `isWanted` no more by then. */
  async #open(user: string, isWanted: () => boolean): Promise<UserFeed> {
    const { log, doorbells, onError } = this.#options;
    const feed = await UserFeed.open(user, {
      log,
      doorbells,
      pacer: this.#pacer,
      replays: this.#replays,
      onDelivered: (at) => this.counts.delivered(at),
      onError,
    });
    if (isWanted()) this.#feeds.set(user, feed);
    else feed.stop();
    return feed;
  }
}
