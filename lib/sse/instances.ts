import { keys } from "@/lib/kv/keys.ts";
import type { Hub } from "@/lib/sse/hub.ts";

/** What one process has open. */
export interface InstanceStatus {
  instance_id: string;
  active_connections: number;
  users: number;
  started_at: string;
}

/** The same over all living processes. */
export interface ConnectionStatus {
  active_connections: number;
  users: number;
  instances: number;
  this_instance: InstanceStatus;
}

interface InstanceRecord extends InstanceStatus {
  /** Milliseconds since 1970. */
  at: number;
}

/** A change is told this often at most, in milliseconds. */
const TELL_MS = 500;
/** Without a change, so often. */
const HEARTBEAT_MS = 5000;
/** Whoever hasn't been heard of for so long is dead. */
const LIVING_MS = 12_000;

/** Tells the other processes of one database what is open here, and knows what is open there. */
export class Instances implements AsyncDisposable {
  readonly #kv: Deno.Kv;
  readonly #hub: Hub;
  readonly #id = crypto.randomUUID();
  readonly #startedAt = new Date().toISOString();
  readonly #timer: ReturnType<typeof setInterval>;
  #told: InstanceRecord | null = null;
  #telling: Promise<void> | null = null;

  constructor(kv: Deno.Kv, hub: Hub) {
    this.#kv = kv;
    this.#hub = hub;
    this.#timer = setInterval(() => {
      this.#telling ??= this.#tell().catch(() => {}).finally(() => this.#telling = null);
    }, TELL_MS);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  async status(): Promise<ConnectionStatus> {
    const own = this.#own();
    const status = {
      active_connections: own.active_connections,
      users: own.users,
      instances: 1,
      this_instance: own,
    };
    const since = Date.now() - LIVING_MS;
    const prefix = keys.instance("").slice(0, 1);
    for await (const { value } of this.#kv.list<InstanceRecord>({ prefix })) {
      if (value.instance_id === this.#id || value.at < since) continue;
      status.active_connections += value.active_connections;
      status.users += value.users;
      status.instances++;
    }
    return status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#telling;
    await this.#kv.delete(keys.instance(this.#id));
  }

  #own(): InstanceStatus {
    return {
      instance_id: this.#id,
      active_connections: this.#hub.streamCount,
      users: this.#hub.userCount,
      started_at: this.#startedAt,
    };
  }

  async #tell(): Promise<void> {
    const record = { ...this.#own(), at: Date.now() };
    const told = this.#told;
    const isNews = told?.active_connections !== record.active_connections ||
      told.users !== record.users;
    if (!isNews && record.at - told.at < HEARTBEAT_MS) return;
    this.#told = record;
    await this.#kv.set(keys.instance(this.#id), record, { expireIn: 2 * LIVING_MS });
  }
}
