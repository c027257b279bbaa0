import { MUTATIONS_PER_COMMIT } from "@/lib/kv/limits.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import { MAX_TRIMMED } from "@/lib/progress/log_trim.ts";

/** Writes of one change, its events included: trimming and what a commit has once come on top. */
export const MUTATIONS_PER_CHANGE = MUTATIONS_PER_COMMIT - MAX_TRIMMED - 50;

/**
 * One change of a user's records together with the events that tell of it. May run several times,
 * after conflicts; what it throws fails it alone. With an event it takes effect once, also where a
 * remote commit's answer was lost, and so it does with a record that is its proof; without either it may
 * then take effect twice.
 */
export type Change<T> = (tx: LogTransaction) => T | Promise<T>;

export interface Appended<T> {
  /** What the change returned, in the run that was committed. */
  value: T;
  /** Id of the last event that was appended, `<epoch>.<seq>`; null if none was. */
  id: string | null;
}
