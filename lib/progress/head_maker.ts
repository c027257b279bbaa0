import { keys } from "@/lib/kv/keys.ts";
import { CHECKS_PER_COMMIT, KEYS_PER_READ } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import { type LogHead, newHead } from "@/lib/progress/log_head.ts";

/** Each user's head is read at the same moment, and checked. */
const USERS_PER_COMMIT = Math.min(KEYS_PER_READ, CHECKS_PER_COMMIT);

/**
 * Finds users' heads, and makes those that are missing. Users who come at the same time are served
 * by one commit: after a restart thousands do.
 */
export class HeadMaker {
  readonly #store: Store;
  #waiting = new Map<string, PromiseWithResolvers<LogHead>>();
  #running = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The user's head, made now if there is none. */
  ensure(user: string): Promise<LogHead> {
    let waiting = this.#waiting.get(user);
    if (!waiting) this.#waiting.set(user, waiting = Promise.withResolvers());
    if (!this.#running) this.#run();
    return waiting.promise;
  }

  async #run(): Promise<void> {
    this.#running = true;
    await null; // who asks in the same turn is served together
    while (this.#waiting.size > 0) {
      const users = [...this.#waiting.keys().take(USERS_PER_COMMIT)];
      try {
        await this.#serve(users);
      } catch (error) {
        for (const user of users) this.#take(user)?.reject(error);
      }
    }
    this.#running = false;
  }

  async #serve(users: string[]): Promise<void> {
    const found = await this.#store.getMany<LogHead[]>(users.map((user) => keys.head(user)));
    const operation = this.#store.atomic();
    const made = new Map<string, LogHead>();
    for (const [i, entry] of found.entries()) {
      if (entry.value) {
        this.#take(users[i])?.resolve(entry.value);
        continue;
      }
      const head = newHead();
      made.set(users[i], head);
      operation.check(entry).set(entry.key, head);
    }
    // After a conflict they still wait, and are read again.
    if (made.size === 0 || !(await operation.commit()).ok) return;
    for (const [user, head] of made) this.#take(user)?.resolve(head);
  }

  #take(user: string): PromiseWithResolvers<LogHead> | undefined {
    const waiting = this.#waiting.get(user);
    this.#waiting.delete(user);
    return waiting;
  }
}
