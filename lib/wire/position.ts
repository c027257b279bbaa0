/** A place in a user's log: after the event `seq` of the log `epoch`. */
export interface Position {
  epoch: string;
  seq: number;
}

/** Names the position at which an answer was read: `?from=` goes on there. */
export const POSITION_HEADER = "x-log-position";

const PATTERN = /^([0-9a-f]{16})\.(0|[1-9][0-9]{0,15})$/;

/** An event id, `<epoch>.<seq>`: ASCII letters, digits and a dot, 33 characters at most. */
export function formatPosition({ epoch, seq }: Position): string {
  return `${epoch}.${seq}`;
}

/** The position an event id names, or null where the text is none of ours. */
export function parsePosition(id: string): Position | null {
  const match = id.length <= 64 ? PATTERN.exec(id) : null;
  if (!match) return null;
  const seq = Number(match[2]);
  return Number.isSafeInteger(seq) ? { epoch: match[1], seq } : null;
}
