import { parsePosition } from "@/lib/wire/position.ts";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { Ledger } from "@/tests/stream/delivery/follower.ts";
import { SoakClient } from "@/tests/stream/delivery/soak_client.ts";
import { delay, until } from "@/testing/until.ts";

/** How long and how hard. */
export interface SoakOptions {
  seconds: number;
  /** It goes on until the server has been ended so often, and a user deleted. Default 0. */
  restarts?: number;
  users?: number;
  /** Of each user, a third of them WebSockets. */
  clientsPerUser?: number;
  writersPerUser?: number;
  /** Between two ends of the server, by SIGKILL and SIGTERM in turn. */
  restartSeconds?: number;
  /** Between two deletions of all of a user. */
  deleteSeconds?: number;
}

/** What came of a soak. */
export interface SoakReport {
  published: number;
  received: number;
  connections: number;
  resets: number;
  restarts: number;
  deletions: number;
}

/** Breaks streams, deletes users and ends the server, and checks all that clients receive. */
export class Soak {
  readonly #options: Required<SoakOptions>;
  readonly #server: ServerProcess;
  readonly #users: string[];
  readonly #clients: SoakClient[];
  readonly #ledger = new Ledger();
  #published = 0;
  #restarts = 0;
  #deletions = 0;

  private constructor(server: ServerProcess, options: Required<SoakOptions>) {
    this.#server = server;
    this.#options = options;
    this.#users = Array.from({ length: options.users }, (_, i) => `user${i}`);
    this.#clients = this.#users.flatMap((user) =>
      Array.from(
        { length: options.clientsPerUser },
        (_, i) => new SoakClient(server.url, user, i % 3 === 2 ? "ws" : "sse", this.#ledger),
      )
    );
  }

  /** Throws where a stream breaks its contract. */
  static async run(given: SoakOptions): Promise<SoakReport> {
    const options = {
      ...{
        restarts: 0,
        users: 4,
        clientsPerUser: 6,
        writersPerUser: 2,
        restartSeconds: 15,
        deleteSeconds: 4,
      },
      ...given,
    };
    await using server = await ServerProcess.start({ env: { LOG_LEVEL: "warn", WORKERS: "0" } });
    const soak = new Soak(server, options);
    await soak.#disturb();
    return await soak.#finish();
  }

  async #disturb(): Promise<void> {
    const { seconds, restarts, writersPerUser, restartSeconds, deleteSeconds } = this.#options;
    const isEnough = () => this.#restarts >= restarts && (restarts === 0 || this.#deletions > 0);
    const stop = new AbortController();
    const clients = this.#clients.map((client) => client.run(stop.signal));
    const writers = this.#users.flatMap((user) =>
      Array.from({ length: writersPerUser }, () => this.#write(user, stop.signal))
    );
    const others = [
      this.#each(restartSeconds, stop.signal, () => this.#restart()),
      this.#each(deleteSeconds, stop.signal, () => this.#delete()),
    ];
    const all = Promise.all([...clients, ...writers, ...others]);
    try {
      const time = delay(seconds * 1000).then(() => until("the restarts", isEnough));
      await Promise.race([time, all]);
    } finally {
      stop.abort();
    }
    await all;
  }

  /** Lets all clients come to the end of their logs; then reads each log from its beginning. */
  async #finish(): Promise<SoakReport> {
    for (const user of this.#users) {
      const head = await this.#position(user);
      const [epoch, last] = head.split(".");
      const clients = this.#clients.filter(({ follower }) => follower.user === user);
      await Promise.all(
        clients.map((client) => client.finish(() => client.follower.position === head)),
      );
      const ids = await this.#readAll(user, epoch, Number(last));
      const lost = this.#ledger.published(epoch).filter((id) => !ids.has(id));
      if (lost.length > 0) throw new Error(`Lost ${lost.length} of "${user}", first ${lost[0]}`);
    }
    const sum = (count: (client: SoakClient) => number) =>
      this.#clients.reduce((total, client) => total + count(client), 0);
    return {
      published: this.#published,
      received: sum(({ follower }) => follower.events),
      connections: sum(({ connections }) => connections),
      resets: sum(({ follower }) => follower.resets),
      restarts: this.#restarts,
      deletions: this.#deletions,
    };
  }

  async #write(user: string, signal: AbortSignal): Promise<void> {
    let last = { epoch: "", seq: 0 };
    while (!signal.aborted) {
      const n = crypto.randomUUID();
      const id = await this.#publish(user, n);
      if (id) {
        const position = parsePosition(id)!;
        if (position.epoch === last.epoch && position.seq <= last.seq) {
          throw new Error(`Updates of one writer are out of order at "${id}"`);
        }
        last = position;
        this.#ledger.publish(id, n);
        this.#published++;
      }
      await delay(Math.random() * 20);
    }
  }

  /** The id of the event; null where the user is being deleted, or the server is down. */
  async #publish(user: string, n: string): Promise<string | null> {
    const padding = "x".repeat(Math.random() < 0.1 ? 30_000 : 50);
    try {
      return await this.#clientOf(user).publish({ n, padding });
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0; // Its answer was cut off.
      if (status !== 0 && status !== 409) throw error;
      if (status === 0) await delay(50);
      return null;
    }
  }

  async #restart(): Promise<void> {
    await this.#server.restart(this.#restarts++ % 2 ? "SIGTERM" : "SIGKILL");
  }

  async #delete(): Promise<void> {
    const user = this.#users[Math.floor(Math.random() * this.#users.length)];
    const report = await this.#clientOf(user).api.forget(user).catch(() => null);
    if (report) this.#deletions++;
  }

  async #each(seconds: number, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
    for (let next = seconds; !signal.aborted; await delay(100)) {
      if ((next -= 0.1) > 0) continue;
      await act();
      next = seconds * (0.5 + Math.random());
    }
  }

  /** The id of the newest event. */
  async #position(user: string): Promise<string> {
    await using reader = await this.#clientOf(user).stream();
    return (await reader.one()).id!;
  }

  async #readAll(user: string, epoch: string, last: number): Promise<Set<string>> {
    await using reader = await this.#clientOf(user).stream(`${epoch}.0`);
    await reader.one();
    return new Set((await reader.take(last)).map(({ id }) => id!));
  }

  #clientOf(user: string): ApiClient {
    return new ApiClient(this.#server.url, user);
  }
}
