import type { Versioned } from "@/lib/kv/transaction.ts";
import type { PendingEvent, Proof } from "@/lib/progress/log_transaction.ts";
import { formatPosition } from "@/lib/wire/position.ts";

/** One try to commit a group of changes; `V` is what the changes came to. */
export interface Attempt<V> {
  /** Tells whether it landed; null for one that writes nothing that could. */
  proof: Proof | null;
  epoch: string;
  /** Of the first of its events. */
  firstSeq: number;
  events: readonly PendingEvent[];
  verdicts: V[];
  /** The database said no: one look tells whether an earlier copy of the request landed. */
  refused: boolean;
}

/** The id that `event` has if the attempt landed; where a later one took its place, the last's. */
export function idWithin({ epoch, firstSeq, events }: Attempt<unknown>, event: PendingEvent) {
  const at = events.indexOf(event);
  return formatPosition({ epoch, seq: firstSeq + (at < 0 ? events.length - 1 : at) });
}

/**
 * Attempts of one user of which it isn't known whether they landed: a remote commit that failed may
 * have. The first event of an attempt tells, by its nonce, or a record that it names; one with neither
 * is taken as failed.
 */
export class DoubtfulAttempts<V> {
  #attempts: Attempt<V>[] = [];

  add(attempt: Attempt<V>): void {
    this.#attempts.push(attempt);
  }

  /** Forgets them: a commit that landed after them shows that they did not, nor ever will. */
  clear(): void {
    this.#attempts.length = 0;
  }

  /** Where to look whether one has landed. */
  get proofs(): Deno.KvKey[] {
    return this.#attempts.flatMap(({ proof }) => proof ? [proof.key] : []);
  }

  /**
   * The one that landed by what was found at `proofs`, if one did; at most one can, for each checks the
   * head. They must not have been read before the head that the next attempt checks: one that is still
   * on its way would land between the two, and its changes twice.
   */
  landed(found: readonly Versioned[]): Attempt<V> | null {
    const proven = this.#attempts.filter(({ proof }) => proof);
    for (const [i, attempt] of proven.entries()) {
      const value = found[i].value as { nonce?: string } | null;
      if (value?.nonce === attempt.proof!.nonce) return attempt;
    }
    // The others may still be on their way: they stay until a commit is known to have landed.
    this.#attempts = this.#attempts.filter((attempt) => !attempt.refused);
    return null;
  }
}
