import { concat } from "@/lib/bytes.ts";
import type { EventFilter } from "@/lib/sse/feed/event_filter.ts";
import type { Frame } from "@/lib/sse/feed/frame.ts";

/** A run of a log in one piece, ready to be sent. */
export interface Chunk {
  bytes: Uint8Array<ArrayBuffer>;
  /** None where a filter has left all out. */
  frames: Frame[];
  /** Seq of the last event of the run, which a filter may have left out. */
  last: number;
}

/** For those slightly behind; who is further behind reads the database. */
const MAX_WINDOW_BYTES = 256 * 1024;
/** A chunk is what a stalled client may hold in memory, so it is small; the cost is per chunk. */
const MAX_CHUNK_BYTES = 64 * 1024;
/** Streams gather at a few places; each chunk kept holds its own copy of the bytes. Each counts 1 KiB at least. */
const MAX_CHUNKS_BYTES = 16 * MAX_CHUNK_BYTES;

/** The latest frames of one log, shared by all its streams. Bounded in bytes, one frame at least. */
export class FrameWindow {
  #frames: Frame[] = [];
  #bytes = 0;
  #last: number;
  /** Chunks by filter and the seq they follow: streams at one place share the bytes. */
  #chunks = new Map<string, Map<number, Chunk>>();
  #chunksBytes = 0;

  constructor(last: number) {
    this.#last = last;
  }

  /** Seq of the newest frame, or where the window began. */
  get last(): number {
    return this.#last;
  }

  push(frames: Frame[]): void {
    if (frames.length === 0) return;
    for (const frame of frames) {
      this.#frames.push(frame);
      this.#bytes += frame.size;
    }
    this.#last = frames.at(-1)!.seq;
    this.#forgetChunks();
    let dropped = 0;
    while (this.#bytes > MAX_WINDOW_BYTES && dropped < this.#frames.length - 1) {
      this.#bytes -= this.#frames[dropped++].size;
    }
    if (dropped > 0) this.#frames.splice(0, dropped);
  }

  /** Whether all that follows `seq` is here. */
  covers(seq: number): boolean {
    return seq >= this.#first - 1;
  }

  /** The frames after `seq`, up to 64 KiB of those that `filter` lets through in one piece. */
  after(seq: number, filter: EventFilter | null = null): Chunk | null {
    if (seq >= this.#last || !this.covers(seq)) return null;
    const key = filter?.key ?? "";
    return this.#chunks.get(key)?.get(seq) ?? this.#keep(key, seq, filter);
  }

  /** The frames after `seq`, one by one. */
  *framesAfter(seq: number): Generator<Frame> {
    for (let i = Math.max(0, seq + 1 - this.#first); i < this.#frames.length; i++) {
      yield this.#frames[i];
    }
  }

  #keep(key: string, seq: number, filter: EventFilter | null): Chunk {
    const chunk = chunkOf(this.#from(seq, filter), filter);
    if (this.#chunksBytes >= MAX_CHUNKS_BYTES) this.#forgetChunks();
    this.#chunksBytes += Math.max(1024, chunk.bytes.length);
    this.#chunks.getOrInsertComputed(key, () => new Map()).set(seq, chunk);
    return chunk;
  }

  #forgetChunks(): void {
    this.#chunks.clear();
    this.#chunksBytes = 0;
  }

  *#from(seq: number, filter: EventFilter | null): Generator<Frame> {
    let bytes = 0;
    for (const frame of this.framesAfter(seq)) {
      const size = filter?.admits(frame) === false ? 0 : frame.size;
      if (bytes > 0 && bytes + size > MAX_CHUNK_BYTES) return;
      bytes += size;
      yield frame;
    }
  }

  get #first(): number {
    return this.#last - this.#frames.length + 1;
  }
}

/** Joins those of the frames, at least one, that `filter` lets through. */
export function chunkOf(all: Iterable<Frame>, filter: EventFilter | null = null): Chunk {
  const run = [...all];
  const frames = filter ? filter.framesOf(run) : run;
  const bytes = concat(frames.flatMap((frame) => frame.parts));
  return { bytes, frames, last: run.at(-1)!.seq };
}
