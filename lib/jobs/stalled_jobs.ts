import type { Clock } from "@/lib/jobs/clock.ts";
import { LEASE_MS, MAX_AHEAD_MS } from "@/lib/jobs/retry_policy.ts";

/** What an entry of the index by due time says. */
interface Entry {
  id: string;
  due: number;
}

/** Jobs remembered at most; what is beyond waits until others are gone. */
const MAX_WATCHED = 10_000;

/**
 * Jobs whose due time lies further ahead than an honest clock would write it: somebody's clock is
 * wrong, or was. A due time changes with each renewal, so one that stays the same for as long as a
 * lease lasts, by our own measure of time, has no living holder.
 */
export class StalledJobs {
  readonly #clock: Clock;
  readonly #seen = new Map<string, { due: number; since: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether no clock that is right could have written this due time. */
  isTooFarAhead(due: number): boolean {
    return due > this.#clock.now() + MAX_AHEAD_MS;
  }

  /** Looks at such a job; returns the milliseconds until it may be claimed, 0 where it may be now. */
  watch(user: string, { id, due }: Entry): number {
    const name = `${user} ${id}`;
    const elapsed = this.#clock.elapsed();
    const seen = this.#seen.get(name);
    if (seen?.due === due) return Math.max(0, seen.since + LEASE_MS - elapsed);
    this.#makeRoom(elapsed);
    this.#seen.set(name, { due, since: elapsed });
    return LEASE_MS;
  }

  /** The job has been claimed or is gone. */
  forget(user: string, id: string): void {
    this.#seen.delete(`${user} ${id}`);
  }

  #makeRoom(elapsed: number): void {
    if (this.#seen.size < MAX_WATCHED) return;
    for (const [name, { since }] of this.#seen) {
      if (elapsed - since > 10 * LEASE_MS) this.#seen.delete(name);
    }
    if (this.#seen.size >= MAX_WATCHED) this.#seen.clear();
  }
}
