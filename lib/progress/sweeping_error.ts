/** All of the user is being deleted: what is appended now would come back to life. */
export class SweepingError extends Error {
  override name = "SweepingError";

  constructor(user: string) {
    super(`Cannot append to the log of "${user}": it is being deleted`);
  }
}
