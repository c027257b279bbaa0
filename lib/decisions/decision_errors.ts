/** The file is not in a state, or has no room, to be decided about. */
export class DecisionStateError extends Error {
  override name = "DecisionStateError";

  constructor(file: string, state: string) {
    super(`Cannot decide about file "${file}": ${state}`);
  }
}

/** The decision that was to be replaced is not the latest any more. */
export class DecisionOutdatedError extends Error {
  override name = "DecisionOutdatedError";

  constructor(file: string, version: number) {
    super(`Cannot decide about file "${file}": its decision has version ${version} by now`);
  }
}
