/** The JSON of an event has more bytes than one event may have. */
export class EventTooLargeError extends Error {
  override name = "EventTooLargeError";
  readonly maxBytes: number;

  constructor(bytes: number, maxBytes: number) {
    super(`Cannot append event: ${bytes} bytes of JSON, ${maxBytes} at most`);
    this.maxBytes = maxBytes;
  }
}
