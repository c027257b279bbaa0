/** There is no such batch, or it is another user's. */
export class BatchNotFoundError extends Error {
  override name = "BatchNotFoundError";

  constructor(batch: string) {
    super(`Cannot find batch "${batch}"`);
  }
}

/** The batch has no such file. */
export class FileNotFoundError extends Error {
  override name = "FileNotFoundError";

  constructor(file: string) {
    super(`Cannot find file "${file}"`);
  }
}

/** The batch takes no more files. */
export class BatchClosedError extends Error {
  override name = "BatchClosedError";

  constructor(batch: string) {
    super(`Cannot add to batch "${batch}": it is closed`);
  }
}

/** Another page is sending files into the batch. */
export class BatchBeingSentError extends Error {
  override name = "BatchBeingSentError";

  constructor(batch: string) {
    super(`Cannot change batch "${batch}": another page is sending files into it`);
  }
}

/** The batch is not in the state that the operation needs. */
export class BatchStateError extends Error {
  override name = "BatchStateError";

  constructor(verb: string, batch: string, state: string) {
    super(`Cannot ${verb} batch "${batch}": ${state}`);
  }
}

/** Another try of the same request is being answered. */
export class UploadRepeatedError extends Error {
  override name = "UploadRepeatedError";

  constructor(key: string) {
    super(`Cannot accept the upload "${key}": another try of it is under way`);
  }
}

/** An Idempotency-Key comes again with another request than its first. */
export class UploadKeyReusedError extends Error {
  override name = "UploadKeyReusedError";

  constructor(key: string) {
    super(
      `Cannot accept the upload "${key}": its Idempotency-Key was used for other files or fields`,
    );
  }
}

/** There is no such dead letter: it was retried, or its user or batch is gone. */
export class DeadLetterNotFoundError extends Error {
  override name = "DeadLetterNotFoundError";

  constructor(job: string) {
    super(`Cannot find dead job "${job}"`);
  }
}

/** The criteria that were to be replaced are not the latest any more. */
export class CriteriaOutdatedError extends Error {
  override name = "CriteriaOutdatedError";

  constructor(batch: string, version: number) {
    super(`Cannot change the criteria of batch "${batch}": they have version ${version} by now`);
  }
}
