/** The job was cancelled, deleted or taken over: whoever held it must let go. */
export class LeaseLostError extends Error {
  override name = "LeaseLostError";

  constructor(job: string) {
    super(`Cannot go on with job "${job}": its lease is lost`);
  }
}
