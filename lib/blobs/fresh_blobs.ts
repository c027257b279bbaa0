import { concat } from "@/lib/bytes.ts";

export interface FreshBlobsOptions {
  /** Bytes kept at most. Default 16 MiB: 160 resumes that wait for their turn. */
  maxBytes?: number;
  /** So long one is kept that nobody takes, in milliseconds. Default a minute. */
  maxAgeMs?: number;
}

interface FreshBlob {
  chunks: readonly Uint8Array[];
  bytes: number;
  at: number;
}

/**
 * Blobs that were just stored and are about to be read once. Where there is no room a blob is not
 * kept: those that came first are read first, so that they must not make way.
 */
export class FreshBlobs implements Disposable {
  readonly #maxBytes: number;
  readonly #maxAgeMs: number;
  /** In the order in which they came. */
  readonly #blobs = new Map<string, FreshBlob>();
  #bytes = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor({ maxBytes = 16 * 1024 * 1024, maxAgeMs = 60_000 }: FreshBlobsOptions = {}) {
    this.#maxBytes = maxBytes;
    this.#maxAgeMs = maxAgeMs;
  }

  /** Of all that is kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether there is room for a blob of so many bytes. */
  hasRoom(bytes: number): boolean {
    return this.#bytes + bytes <= this.#maxBytes;
  }

  /** Keeps a blob, if there is room; its chunks are the caller's no more. */
  add(user: string, id: string, chunks: readonly Uint8Array[]): void {
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (!this.hasRoom(bytes)) return;
    this.drop(user, id);
    this.#blobs.set(nameOf(user, id), { chunks, bytes, at: performance.now() });
    this.#bytes += bytes;
    this.#expireLater();
  }

  /** The blob, which is kept no longer; null where it isn't here. */
  take(user: string, id: string): Uint8Array<ArrayBuffer> | null {
    const blob = this.#blobs.get(nameOf(user, id));
    if (!blob) return null;
    this.drop(user, id);
    return concat(blob.chunks);
  }

  drop(user: string, id: string): void {
    const name = nameOf(user, id);
    this.#bytes -= this.#blobs.get(name)?.bytes ?? 0;
    this.#blobs.delete(name);
  }

  [Symbol.dispose](): void {
    this.#blobs.clear();
    this.#bytes = 0;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #expireLater(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => this.#expire(), this.#maxAgeMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  #expire(): void {
    this.#timer = null;
    const oldest = performance.now() - this.#maxAgeMs;
    for (const [name, { bytes, at }] of this.#blobs) {
      if (at > oldest) break;
      this.#blobs.delete(name);
      this.#bytes -= bytes;
    }
    if (this.#blobs.size > 0) this.#expireLater();
  }
}

function nameOf(user: string, id: string): string {
  return `${user} ${id}`;
}
