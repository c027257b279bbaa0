/** There is no such link: it never was, or its batch is gone. */
export class ShareNotFoundError extends Error {
  override name = "ShareNotFoundError";

  constructor() {
    super("Cannot find the share");
  }
}

/** The link has ended. */
export class ShareEndedError extends Error {
  override name = "ShareEndedError";
  readonly how: "expired" | "revoked";

  constructor(how: "expired" | "revoked") {
    super(`Cannot use the share: it ${how === "expired" ? "has expired" : "was revoked"}`);
    this.how = how;
  }
}

/** The batch has as many links as it may have. */
export class ShareLimitError extends Error {
  override name = "ShareLimitError";

  constructor(limit: number) {
    super(`Cannot share the batch again: it has ${limit} shares; revoke one, or wait a day`);
  }
}
