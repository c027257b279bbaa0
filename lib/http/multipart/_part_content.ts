import type { Readable } from "node:stream";
import { FileTooLarge } from "@/lib/http/multipart/file_too_large.ts";

type FileStream = Readable & { readonly truncated: boolean };

/**
 * The bytes of one file on their way to the sink, a piece at a time. Whatever the sink does with it, an
 * iterator begun and left included, `leave` lets the rest of the file pass by.
 */
export class PartContent implements AsyncIterableIterator<Uint8Array<ArrayBuffer>> {
  readonly #stream: FileStream;
  #piece: Uint8Array<ArrayBuffer> | null = null;
  #state: "flowing" | "ended" | "left" = "flowing";
  #failure: { error: unknown } | null = null;
  #change = Promise.withResolvers<void>();

  constructor(stream: FileStream) {
    this.#stream = stream;
    // Its own errors are the parser's too, which ends the reading; without a listener, the process.
    stream.on("error", (error) => this.fail(error));
    stream.on("data", (piece) => this.#take(piece));
    stream.on("end", () => this.#enter("ended"));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @throws {FileTooLarge} at the end of what was taken of a file over the limit */
  async next(): Promise<IteratorResult<Uint8Array<ArrayBuffer>, undefined>> {
    for (;;) {
      const value = this.#piece;
      if (value) {
        this.#piece = null;
        this.#stream.resume();
        return { value, done: false };
      }
      if (this.#failure) throw this.#failure.error;
      if (this.#state === "left") throw new Error("Cannot read the file: its turn is over");
      if (this.#state === "ended") {
        if (!this.#stream.truncated) return { value: undefined, done: true };
        throw new FileTooLarge("Cannot read the file: it is too large");
      }
      await this.#change.promise;
    }
  }

  /** Drops the rest: the parser waits until its bytes have gone somewhere. */
  leave(): void {
    if (this.#state === "ended") return;
    this.#piece = null;
    this.#enter("left");
    this.#stream.resume();
  }

  /** Ends it by an error, which the sink gets if it waits for bytes. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#piece = null;
    this.#wake();
    this.#stream.destroy();
  }

  #take(piece: Uint8Array): void {
    if (this.#state === "left" || this.#failure) return;
    this.#stream.pause();
    this.#piece = new Uint8Array(piece.buffer as ArrayBuffer, piece.byteOffset, piece.length);
    this.#wake();
  }

  #enter(state: "ended" | "left"): void {
    if (this.#state === "flowing") this.#state = state;
    this.#wake();
  }

  #wake(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}
