import { eventText, retryText } from "@/lib/sse/feed/frame.ts";
import type { Chunk } from "@/lib/sse/feed/frame_window.ts";
import { goodbye } from "@/lib/sse/greeting.ts";
import { GzipStream } from "@/lib/sse/gzip/gzip_stream.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import type { Keepalive } from "@/lib/sse/keepalive.ts";
import { LogStream, type StreamOptions } from "@/lib/sse/log_stream.ts";
import {
  type CloseReason,
  type StreamEventData,
  type StreamEventName,
  type StreamStart,
} from "@/lib/wire/stream_events.ts";

export interface EventStreamOptions extends StreamOptions {
  /** The client's end of the connection: who is gone without a word is found by it. */
  peer?: Deno.Addr;
  /** Whether the answer is sent with `content-encoding: gzip`. */
  gzip?: boolean;
}

const encoder = new TextEncoder();

/** A goodbye to a client that doesn't read waits in its buffer for ever; at a drain the process ends that. */
const NEEDS_READER: readonly CloseReason[] = ["lifetime", "expired", "revoked"];

/** An answer of type text/event-stream, after the HTML standard, section 9.2. */
export class EventStream extends LogStream {
  readonly transport = "sse";
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  /** Ends the pull under way, so that there is another as soon as there is room. */
  #tellOfRoom = () => {};
  /** What goes before all else, in one piece with the greeting where that is there at once. */
  #first = retryText(this.lifetime.retryMs);
  readonly #peer: Deno.Addr | null;
  readonly #gzip: GzipStream | null;

  constructor(hub: Hub, user: string, options: EventStreamOptions = {}) {
    super(hub, user, options);
    this.#peer = options.peer ?? null;
    this.#gzip = options.gzip ? new GzipStream() : null;
  }

  /** The body of the answer. Its first bytes are there at once; it resumes after `lastEventId`, or else from `start` on. */
  open(lastEventId: string | null, start: StreamStart = "now"): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
        this.hub.add(this.user, this, this.account);
        if (this.#peer) this.hub.peers.add(this.#peer, this);
        this.begin(lastEventId, start);
        if (this.#first) this.#sendText("");
      },
      pull: () => this.#pull(),
      cancel: () => this.end("client"),
    });
  }

  protected keepsUp(): boolean {
    return this.#controller.desiredSize! > 0;
  }

  protected hasRoom(): boolean {
    if (this.keepsUp()) return true;
    this.#tellOfRoom();
    return false;
  }

  protected sendEvent<Name extends StreamEventName>(
    event: Name,
    id: string | null,
    data: StreamEventData[Name],
  ): void {
    this.#sendText(eventText(event, id, data));
  }

  protected sendKeepalive(keepalive: Keepalive, id: string | null): void {
    this.#send(keepalive.bytes(id));
  }

  protected sendChunk(chunk: Chunk): void {
    this.#send(chunk.bytes);
  }

  protected override end(reason: CloseReason): void {
    if (this.#peer) this.hub.peers.delete(this.#peer, this);
    super.end(reason);
  }

  protected hangUp(reason: CloseReason, retryMs: number): void {
    if (reason === "stalled" || (NEEDS_READER.includes(reason) && !this.hasRoom())) {
      this.#controller.error(new Error("Cannot end the stream: its client does not read"));
      return;
    }
    const closing = eventText("closing", this.untoldId(), goodbye(reason, retryMs));
    this.#sendText(retryText(retryMs) + closing);
    if (this.#gzip) this.#controller.enqueue(this.#gzip.end());
    this.#controller.close();
  }

  /**
   * There is room. Not to be told so after each chunk, which costs as much as sending it, the pull
   * goes on until a chunk finds no room.
   */
  #pull(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tellOfRoom = resolve;
    this.lifetime.taken();
    this.onRoom(); // May find no room in the end, at once.
    return promise;
  }

  #sendText(text: string): void {
    const first = this.#first;
    this.#first = "";
    this.#send(encoder.encode(first + text));
  }

  #send(bytes: Uint8Array): void {
    this.lifetime.touch();
    this.#controller.enqueue(this.#gzip ? this.#gzip.write(bytes) : bytes);
  }
}
