import { eventText, messageText } from "@/lib/sse/feed/frame.ts";
import type { StreamEventData } from "@/lib/wire/stream_events.ts";

const encoder = new TextEncoder();

/**
 * What all streams that are silent at one moment are sent, encoded once for all of them; once more for
 * each id that has to go with it.
 */
export class Keepalive {
  readonly #data: StreamEventData["keepalive"];
  readonly #bytes = new Map<string | null, Uint8Array>();
  readonly #texts = new Map<string | null, string>();

  constructor(at: Date) {
    this.#data = { at: at.toISOString() };
  }

  /** As it goes out in an event stream; an `id` is the client's new position. */
  bytes(id: string | null): Uint8Array {
    return this.#bytes.getOrInsertComputed(
      id,
      () => encoder.encode(eventText("keepalive", id, this.#data)),
    );
  }

  /** As it goes out on a WebSocket. */
  text(id: string | null): string {
    return this.#texts.getOrInsertComputed(
      id,
      () => messageText("keepalive", id, JSON.stringify(this.#data)),
    );
  }
}
