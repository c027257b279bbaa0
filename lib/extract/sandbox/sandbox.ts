/** Where documents are parsed: one at a time, by code that can do nothing but compute and answer. */
export interface Sandbox extends AsyncDisposable {
  /**
   * Sends one message (see message.ts), a request with its document, and waits for the reply.
   * @throws {SandboxDeath} it ended before it answered
   */
  exchange(message: Uint8Array[]): Promise<Uint8Array<ArrayBuffer>>;
  /** Milliseconds of processor that it has had so far; null where that isn't known. */
  processorMs(): number | null;
  /** Ends it at once, whatever it is doing; a waiting exchange rejects. */
  kill(): void;
}

/** A sandbox ended while a document was in it. */
export class SandboxDeath extends Error {
  override readonly name = "SandboxDeath";
  /** Its memory limit ended it, so the same document would do so again. */
  readonly outOfMemory: boolean;

  constructor(message: string, outOfMemory: boolean) {
    super(message);
    this.outOfMemory = outOfMemory;
  }
}
