/**
 * A stream of the pieces that were taken from an iterator already, and of those it still has: one is
 * asked for whenever one is taken. Who cancels it ends the iterator.
 */
export function continuedStream(
  taken: Uint8Array<ArrayBuffer>[],
  rest: AsyncIterator<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const before = taken.values();
  return new ReadableStream({
    async pull(controller) {
      const first = before.next();
      const { value, done } = first.done ? await rest.next() : first;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await rest.return?.();
    },
  }, { highWaterMark: 0 });
}
