/** What somebody may have to wait for. */
export type Resource = "ocr";

/** What is wanted has no room now: it is to be asked for again, and the work isn't at fault. */
export class BusyError extends Error {
  override readonly name = "BusyError";
  readonly resource: Resource;
  /** When to ask again, in milliseconds from now. */
  readonly waitMs: number;

  constructor(resource: Resource, waitMs: number) {
    super(`Cannot use "${resource}": busy`);
    this.resource = resource;
    this.waitMs = waitMs;
  }
}
