/** Splits a stream of bytes into frames: 4 bytes of length (little-endian), then as many bytes. */
export class FrameReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  readonly #maxBytes: number;
  #rest = new Uint8Array(0);

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>, maxBytes: number) {
    this.#reader = stream.getReader();
    this.#maxBytes = maxBytes;
  }

  /**
   * The next frame, in a buffer of its own; null when the stream has ended, even inside a frame.
   * @throws {RangeError} a frame is longer than allowed
   */
  async next(): Promise<Uint8Array<ArrayBuffer> | null> {
    const header = await this.#take(4);
    if (header === null) return null;
    const length = new DataView(header.buffer).getUint32(0, true);
    if (length > this.#maxBytes) {
      throw new RangeError(`Cannot read "frame": ${length} bytes are over ${this.#maxBytes}`);
    }
    return await this.#take(length);
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }

  async #take(length: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const taken = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      if (this.#rest.length === 0) {
        const { value, done } = await this.#reader.read();
        if (done) return null;
        this.#rest = value;
      }
      const part = this.#rest.subarray(0, length - filled);
      taken.set(part, filled);
      filled += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    return taken;
  }
}

/** No frame is longer: PDFium is 5 MB, a document 10 MB. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/**
 * Reads one frame by blocking reads; null when the stream has ended.
 * @param read fills a part of what it is given and says how much; null at the end
 */
export function readFrame(
  read: (target: Uint8Array) => number | null,
): Uint8Array<ArrayBuffer> | null {
  const fill = (target: Uint8Array): boolean => {
    for (let filled = 0; filled < target.length;) {
      const count = read(target.subarray(filled));
      if (count === null) return false;
      filled += count;
    }
    return true;
  };
  const header = new Uint8Array(4);
  if (!fill(header)) return null;
  const length = new DataView(header.buffer).getUint32(0, true);
  if (length > MAX_FRAME_BYTES) throw new RangeError(`Cannot read "frame": ${length} bytes`);
  const content = new Uint8Array(length);
  return fill(content) ? content : null;
}

/** A frame of the parts joined, as chunks to write: small ones in one, large ones uncopied. */
export function frame(...parts: Uint8Array[]): Uint8Array[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = new Uint8Array(4);
  new DataView(header.buffer).setUint32(0, length, true);
  if (length > COPY_BYTES) return [header, ...parts];
  const joined = new Uint8Array(4 + length);
  let offset = 0;
  for (const part of [header, ...parts]) {
    joined.set(part, offset);
    offset += part.length;
  }
  return [joined];
}

/** Up to here a copy is cheaper than another write to the pipe. */
const COPY_BYTES = 256 * 1024;
