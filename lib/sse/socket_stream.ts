import { messageText } from "@/lib/sse/feed/frame.ts";
import type { Chunk } from "@/lib/sse/feed/frame_window.ts";
import { goodbye } from "@/lib/sse/greeting.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import {
  CLOSE_CODES,
  type CloseReason,
  type StreamEventData,
  type StreamEventName,
  type StreamStart,
} from "@/lib/wire/stream_events.ts";
import type { Keepalive } from "@/lib/sse/keepalive.ts";
import { LogStream, type StreamOptions } from "@/lib/sse/log_stream.ts";

/** `send` never stops, so we do: a peer that doesn't read costs this and a chunk, 64 KiB, at most. */
const MAX_BUFFERED_BYTES = 16 * 1024;
/**
 * A socket doesn't tell when its buffer has emptied: milliseconds until it is looked at again, and
 * what that grows to, so that thousands of peers that don't read cost little.
 */
const LOOK_AGAIN_MS = { first: 5, most: 640 };
/** Clients have nothing to say here; a heartbeat of theirs is let pass. */
const MAX_RECEIVED = { messages: 600, bytes: 64 * 1024, perMs: 60_000 };

/** One client of the old WebSocket endpoint: the same log in frames `{event, id, data}`. */
export class SocketStream extends LogStream {
  readonly transport = "ws";
  readonly #socket: WebSocket;
  #lookAgain: ReturnType<typeof setTimeout> | undefined;
  #lookAgainMs = LOOK_AGAIN_MS.first;
  #received = { messages: 0, bytes: 0, since: performance.now() };

  constructor(hub: Hub, user: string, socket: WebSocket, options: StreamOptions = {}) {
    super(hub, user, options);
    this.#socket = socket;
  }

  /** Follows the socket from its opening on; it resumes after `lastEventId`, or else from `start` on. */
  open(lastEventId: string | null, start: StreamStart = "now"): void {
    this.hub.add(this.user, this);
    this.#socket.onopen = () => this.begin(lastEventId, start);
    this.#socket.onmessage = ({ data }) => this.#onMessage(data);
    this.#socket.onerror = () => this.end("client");
    this.#socket.onclose = () => this.end("client");
  }

  /** One that doesn't answer pings is ended by the runtime; one may answer and not read. */
  protected keepsUp(): boolean {
    return this.#socket.bufferedAmount < MAX_BUFFERED_BYTES;
  }

  protected hasRoom(): boolean {
    clearTimeout(this.#lookAgain);
    if (this.keepsUp()) {
      this.#lookAgainMs = LOOK_AGAIN_MS.first;
      this.lifetime.taken();
      return true;
    }
    this.#lookAgain = setTimeout(() => this.onRoom(), this.#lookAgainMs);
    this.#lookAgainMs = Math.min(2 * this.#lookAgainMs, LOOK_AGAIN_MS.most);
    return false;
  }

  protected sendEvent<Name extends StreamEventName>(
    event: Name,
    id: string | null,
    data: StreamEventData[Name],
  ): void {
    this.#send(messageText(event, id, JSON.stringify(data)));
  }

  protected sendKeepalive(keepalive: Keepalive, id: string | null): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#send(keepalive.text(id));
  }

  protected sendChunk(chunk: Chunk): void {
    for (const frame of chunk.frames) this.#send(frame.text());
  }

  protected hangUp(reason: CloseReason, retryMs: number): void {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.sendEvent("closing", this.untoldId(), goodbye(reason, retryMs));
    }
    this.#socket.close(CLOSE_CODES[reason]);
  }

  protected override end(reason: CloseReason): void {
    clearTimeout(this.#lookAgain);
    super.end(reason);
  }

  #send(text: string): void {
    this.lifetime.touch();
    this.#socket.send(text);
  }

  #onMessage(data: unknown): void {
    const now = performance.now();
    if (now - this.#received.since > MAX_RECEIVED.perMs) {
      this.#received = { messages: 0, bytes: 0, since: now };
    }
    this.#received.messages++;
    this.#received.bytes += typeof data === "string" ? data.length : Infinity;
    const { messages, bytes } = this.#received;
    if (messages > MAX_RECEIVED.messages || bytes > MAX_RECEIVED.bytes) {
      this.close("abuse", this.lifetime.retryMs);
    }
  }
}
