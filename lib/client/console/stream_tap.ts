import { type Signal, signal } from "@preact/signals";
import type { FrameFields } from "@/lib/client/console/frame_splitter.ts";
import { RawStream, type StreamTiming } from "@/lib/client/console/raw_stream.ts";
import { RecentList } from "@/lib/client/console/recent_list.ts";
import { LAST_EVENT_ID, STREAM_QUERY } from "@/lib/wire/stream_events.ts";

/** What came over the connection: an answer's head, a frame, or its end. */
export interface RawEntry {
  /** Milliseconds since 1970. */
  at: number;
  kind: "head" | "frame" | "end";
  lines: string[];
}

/** The most entries kept. */
const MAX_FRAMES = 300;

/** Sees the bytes under an SSEService: its frames, their times, and how to disturb them. */
export class StreamTap {
  readonly frames = new RecentList<RawEntry>(MAX_FRAMES);
  /** Of the newest connection; null before the first. */
  readonly timing: Signal<StreamTiming | null> = signal(null);
  /** When the last keepalive came, in ms since 1970: an event or, from older servers, a comment. */
  readonly keepaliveAt: Signal<number | null> = signal(null);
  readonly stalled: Signal<boolean> = signal(false);
  #fetch: typeof fetch | undefined;
  #stream: RawStream | null = null;

  constructor(fetcher?: typeof fetch) {
    this.#fetch = fetcher;
  }

  /** Opens a connection as SSEService asks for it; one that resumes nothing begins at `from`. */
  open(url: string, from: string): EventSource {
    this.stalled.value = false;
    this.keepaliveAt.value = null;
    this.#stream = new RawStream(startAt(url, from), {
      onTiming: (timing) => this.timing.value = timing,
      onHead: (lines) => this.#add("head", lines),
      onFrame: (lines, fields) => this.#onFrame(lines, fields),
      onEnd: (reason) => this.#add("end", [reason]),
    }, this.#fetch);
    // RawStream has the part of EventSource that SSEService uses.
    return this.#stream as unknown as EventSource;
  }

  /** Cuts the connection, as a network would. */
  break(): void {
    this.stalled.value = false;
    this.#stream?.break();
  }

  /** Stops reading, as a proxy does that goes silent. */
  stall(): void {
    this.stalled.value = true;
    this.#stream?.stall();
  }

  /** Reads on. */
  resume(): void {
    this.stalled.value = false;
    this.#stream?.resume();
  }

  #onFrame(lines: string[], { type, data, comments }: FrameFields): void {
    this.#add("frame", lines);
    const isComment = data === null && comments.length > 0;
    if (isComment || type === "keepalive") this.keepaliveAt.value = Date.now();
  }

  #add(kind: RawEntry["kind"], lines: string[]): void {
    this.frames.add({ at: Date.now(), kind, lines });
  }
}

/** The address with its beginning, which counts only where no event was seen yet. */
export function startAt(url: string, from: string): string {
  const query = url.split("?")[1] ?? "";
  if (from === "now" || new URLSearchParams(query).has(LAST_EVENT_ID.query)) return url;
  return `${url}${query === "" ? "?" : "&"}${STREAM_QUERY.from}=${encodeURIComponent(from)}`;
}
