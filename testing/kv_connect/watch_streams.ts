type Bytes = Uint8Array<ArrayBuffer>;

/** The open watches of a server: counts them, and can end them as a server does that goes away. */
export class WatchStreams {
  readonly #open = new Set<() => Promise<void>>();

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  /** Ends every stream; clients come back on their own. */
  async drop(): Promise<void> {
    await Promise.all([...this.#open].map((end) => end()));
  }

  /** The same bytes, until they end, the client cancels, or they are dropped. */
  add(bytes: ReadableStream<Bytes>): ReadableStream<Bytes> {
    const reader = bytes.getReader();
    const end = async () => {
      if (this.#open.delete(end)) await reader.cancel();
    };
    this.#open.add(end);
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        this.#open.delete(end);
        controller.close();
      },
      cancel: end,
    });
  }
}
