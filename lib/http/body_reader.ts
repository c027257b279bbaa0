import { payloadTooLarge, tooSlow } from "@/lib/http/problems.ts";

/** How much a body may be, and how long it may keep the server waiting. */
export interface BodyLimits {
  /** 413 past it. */
  maxBytes: number;
  /** How long the server waits for the client at most, in milliseconds. */
  idleMs: number;
  /** The least rate: what comes earns so much waiting again. */
  bytesPerSecond: number;
}

/**
 * Reads a body piece by piece. Waiting for the client is paid from an account that never holds more than
 * `idleMs`, so a trickle ends as silence does. Time in which nobody reads costs the client nothing.
 */
export class BodyReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #limits: BodyLimits;
  #bytes = 0;
  #patienceMs: number;

  constructor(body: ReadableStream<Uint8Array>, limits: BodyLimits) {
    this.#reader = body.getReader();
    this.#limits = limits;
    this.#patienceMs = limits.idleMs;
  }

  /**
   * The next piece, or null at the end. What breaks off throws as the stream does.
   *
   * @throws {Problem} 408 too slow, 413 too large
   */
  async read(): Promise<Uint8Array | null> {
    const { maxBytes, idleMs, bytesPerSecond } = this.#limits;
    const asked = performance.now();
    const piece = await this.#next();
    if (piece === null) return null;
    this.#bytes += piece.length;
    if (this.#bytes > maxBytes) throw payloadTooLarge(maxBytes);
    const earned = piece.length / bytesPerSecond * 1000;
    this.#patienceMs += earned - (performance.now() - asked);
    this.#patienceMs = Math.min(idleMs, this.#patienceMs);
    return piece;
  }

  /** Lets go of the body; what is left of it is not read. */
  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }

  async #next(): Promise<Uint8Array | null> {
    // Made anew: a race holds all it has seen for as long as one of its promises is pending.
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(tooSlow()), Math.max(0, this.#patienceMs));
    try {
      const { value } = await Promise.race([this.#reader.read(), late.promise]);
      return value ?? null;
    } finally {
      clearTimeout(timer);
    }
  }
}
