import { type Frame, join } from "@/lib/sse/feed/frame.ts";

/** A run of a log in one piece, ready to be sent. */
export interface Chunk {
  bytes: Uint8Array<ArrayBuffer>;
  frames: Frame[];
  /** Seq of its last frame. */
  last: number;
}

/** For those slightly behind; who is further behind reads the database. */
const MAX_WINDOW_BYTES = 256 * 1024;
/** A chunk is what a stalled client may hold in memory, so it is small; the cost is per chunk. */
const MAX_CHUNK_BYTES = 64 * 1024;
/** Streams gather at a few places; each chunk kept holds its own copy of the bytes. */
const MAX_CHUNKS = 16;

/** The latest frames of one log, shared by all its streams. Bounded in bytes, one frame at least. */
export class FrameWindow {
  #frames: Frame[] = [];
  #bytes = 0;
  #last: number;
  /** Chunks by the seq they follow: streams at one place share the bytes. */
  #chunks = new Map<number, Chunk>();

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
    this.#chunks.clear();
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

  /** The frames after `seq`, up to 64 KiB of them in one piece. */
  after(seq: number): Chunk | null {
    if (seq >= this.#last || !this.covers(seq)) return null;
    let chunk = this.#chunks.get(seq);
    if (chunk) return chunk;
    if (this.#chunks.size >= MAX_CHUNKS) this.#chunks.clear();
    this.#chunks.set(seq, chunk = chunkOf(this.#from(seq)));
    return chunk;
  }

  /** The frames after `seq`, one by one. */
  *framesAfter(seq: number): Generator<Frame> {
    for (let i = Math.max(0, seq + 1 - this.#first); i < this.#frames.length; i++) {
      yield this.#frames[i];
    }
  }

  *#from(seq: number): Generator<Frame> {
    let bytes = 0;
    for (const frame of this.framesAfter(seq)) {
      if (bytes > 0 && bytes + frame.size > MAX_CHUNK_BYTES) return;
      bytes += frame.size;
      yield frame;
    }
  }

  get #first(): number {
    return this.#last - this.#frames.length + 1;
  }
}

/** Joins frames, at least one. */
export function chunkOf(frames: Iterable<Frame>): Chunk {
  const all = [...frames];
  const bytes = join(all.flatMap((frame) => frame.parts));
  return { bytes, frames: all, last: all.at(-1)!.seq };
}
