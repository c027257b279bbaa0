/** A set of callbacks for one kind of value. One that throws is reported and stops no other. */
export class Listeners<T> {
  #callbacks = new Set<(value: T) => void>();

  /** Adds a callback; the function it returns takes it away again. */
  add(callback: (value: T) => void): () => void {
    this.#callbacks.add(callback);
    return () => void this.#callbacks.delete(callback);
  }

  /** Calls every callback with `value`, in the order they were added. */
  emit(value: T): void {
    for (const callback of [...this.#callbacks]) {
      try {
        callback(value);
      } catch (error) {
        reportError(error);
      }
    }
  }
}
