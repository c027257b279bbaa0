import { noSnapshots, type Snapshots } from "@/lib/progress/snapshots.ts";

/** Where a user's log stands; the key that rings when it grows. At most 8 KiB. */
export interface LogHead {
  epoch: string;
  /** Of the newest event; 0 for an empty log. */
  seq: number;
  /** Of the oldest event that is kept. */
  first: number;
  /** Bytes of the events that are kept. */
  bytes: number;
  snapshots: Snapshots;
  /** Set while all of the user is being deleted: nothing may be appended. */
  sweeping?: boolean;
}

/** An empty log under a name of its own. */
export function newHead(): LogHead {
  return { epoch: newEpoch(), seq: 0, first: 1, bytes: 0, snapshots: noSnapshots };
}

/** An empty log that remembers where the batches stand. */
export function begunAnew({ snapshots }: LogHead): LogHead {
  return { ...newHead(), snapshots };
}

/** The name of a new log: 8 random bytes, so that it is never used again. */
export function newEpoch(): string {
  return crypto.getRandomValues(new Uint8Array(8)).toHex();
}
