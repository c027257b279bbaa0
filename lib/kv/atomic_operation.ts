/** How long what is written is kept. */
export interface Keep {
  /** Milliseconds, or null for ever. Default the store's retention. */
  expireIn?: number | null;
}

/** For the few records that must not go by themselves. */
export const FOREVER: Keep = { expireIn: null };

/** One commit of a {@linkcode Store}: Deno's own, but what it sets expires unless told otherwise. */
export class AtomicOperation {
  readonly #operation: Deno.AtomicOperation;
  readonly #retentionMs: number;

  /** Only `Store.atomic` makes one. */
  constructor(operation: Deno.AtomicOperation, retentionMs: number) {
    this.#operation = operation;
    this.#retentionMs = retentionMs;
  }

  check(check: Deno.AtomicCheck): this {
    this.#operation.check(check);
    return this;
  }

  set(key: Deno.KvKey, value: unknown, keep?: Keep): this {
    this.#operation.set(key, value, expiryOf(keep, this.#retentionMs));
    return this;
  }

  delete(key: Deno.KvKey): this {
    this.#operation.delete(key);
    return this;
  }

  /** Adds a message that is handed out once, and not again if its handler fails. */
  enqueue(message: unknown): this {
    this.#operation.enqueue(message, { backoffSchedule: [] });
    return this;
  }

  commit(): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
    return this.#operation.commit();
  }
}

/** What Deno's `set` takes for it. */
export function expiryOf({ expireIn }: Keep = {}, retentionMs: number): { expireIn?: number } {
  return expireIn === null ? {} : { expireIn: expireIn ?? retentionMs };
}
