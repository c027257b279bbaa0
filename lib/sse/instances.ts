import { delay } from "@/lib/async/delay.ts";
import type { Doorbells } from "@/lib/kv/doorbells.ts";
import { FOREVER } from "@/lib/kv/atomic_operation.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import type { Connections, InstanceConnections } from "@/lib/wire/connections.ts";

/** Rings for all processes to tell what they have open. */
const CALL = keys.doorbell("instances");
/** Who lives answers a call so soon, in milliseconds; the dead are struck off then. */
const ANSWER_MS = 1000;
/** Between two looks at what has been answered, in milliseconds. */
const LOOK_MS = 20;
/** What the others have open is asked for so often at most, in milliseconds. */
const FRESH_MS = 250;
/** A record stands so long, in milliseconds; it is written anew three times in that. */
const RECORD_MS = 30 * 60_000;

/**
 * Tells the other processes of one database what is open here, and asks what is open there. Asking
 * is a roll call: a ring that all who live answer by writing their record after it. Which write came
 * after which the database knows, so that no clock is compared and who was killed counts no longer.
 */
export class Instances implements AsyncDisposable {
  readonly #store: Store;
  readonly #hub: Hub;
  readonly #id = crypto.randomUUID();
  readonly #startedAt = new Date().toISOString();
  readonly #doorbells: Pick<Doorbells, "subscribe">;
  #timer: ReturnType<typeof setInterval> | undefined;
  #unsubscribe = () => {};
  /** The last call; a watch that is opened anew rings it again. */
  #heard: string | null = null;
  #toTell = false;
  #telling: Promise<void> | null = null;
  #asked: { at: number; others: Promise<InstanceConnections[]> } | null = null;

  constructor(store: Store, hub: Hub, doorbells: Pick<Doorbells, "subscribe">) {
    this.#store = store;
    this.#hub = hub;
    this.#doorbells = doorbells;
  }

  /** Enters this process, and answers the calls of others from here on. To be called once. */
  start(): void {
    // It rings at first too: that enters this process.
    this.#unsubscribe = this.#doorbells.subscribe(CALL, ({ versionstamp }) => {
      if (versionstamp !== null && versionstamp === this.#heard) return;
      this.#heard = versionstamp;
      this.#tell();
    });
    this.#timer = setInterval(() => this.#tell(), RECORD_MS / 3);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  /** What is open in all; takes a second when a process has died since it was last asked for. */
  async status(): Promise<Connections> {
    if (!this.#asked || performance.now() - this.#asked.at > FRESH_MS) {
      this.#asked = { at: performance.now(), others: this.#ask() };
      this.#asked.others.catch(() => this.#asked = null);
    }
    const others = await this.#asked.others;
    const own = this.#own();
    const sum = (of: "active_connections" | "users") =>
      others.reduce((sum, other) => sum + other[of], own[of]);
    return {
      active_connections: sum("active_connections"),
      users: sum("users"),
      instances: others.length + 1,
      this_instance: own,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#unsubscribe();
    await this.#telling;
    await this.#store.delete(keys.instance(this.#id));
  }

  #own(): InstanceConnections {
    return {
      instance_id: this.#id,
      active_connections: this.#hub.streamCount,
      users: this.#hub.userCount,
      started_at: this.#startedAt,
    };
  }

  async #ask(): Promise<InstanceConnections[]> {
    const call = await this.#store.set(CALL, this.#id, FOREVER);
    for (const deadline = performance.now() + ANSWER_MS;;) {
      const others = await this.#others();
      const silent = others.filter((other) => other.versionstamp < call.versionstamp);
      if (silent.length > 0 && performance.now() < deadline) {
        await delay(LOOK_MS);
        continue;
      }
      // Checked: who answers late is entered again by that.
      await Promise.all(
        silent.map((entry) => this.#store.atomic().check(entry).delete(entry.key).commit()),
      );
      return others.filter((other) => !silent.includes(other)).map(({ value }) => value);
    }
  }

  async #others(): Promise<Deno.KvEntry<InstanceConnections>[]> {
    const prefix = keys.instance.prefix();
    const entries = await Array.fromAsync(this.#store.list<InstanceConnections>({ prefix }));
    return entries.filter(({ value }) => value.instance_id !== this.#id);
  }

  /** Writes this process's record, once more if it is called meanwhile: that write may come too early. */
  #tell(): void {
    this.#toTell = true;
    this.#telling ??= this.#write().catch(() => {}).finally(() => this.#telling = null);
  }

  async #write(): Promise<void> {
    while (this.#toTell) {
      this.#toTell = false;
      await this.#store.set(keys.instance(this.#id), this.#own(), { expireIn: RECORD_MS });
    }
  }
}
