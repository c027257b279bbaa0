import fc from "fast-check";
import { UserSweep } from "@/lib/users/user_sweep.ts";
import { SweepingError } from "@/lib/progress/sweeping_error.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { LogFixture } from "@/tests/log_fixture.ts";
import { Follower, Ledger } from "@/tests/stream/delivery/follower.ts";
import { until } from "@/testing/until.ts";
import { rounds } from "@/testing/thorough.ts";

/** One thing that happens; clients, writers, hubs and users go by number. */
type Step =
  | { kind: "append"; user: number; writer: number; count: number; padding: number }
  | { kind: "break" | "stall" | "restart"; at: number }
  | { kind: "reopen"; at: number; hub: number }
  | { kind: "delete"; user: number }
  | { kind: "wait" };

const USERS = ["a", "b"];
const CLIENTS = 5;
const small = (max: number) => fc.nat({ max });

const append = fc.record({
  kind: fc.constant("append" as const),
  user: small(1),
  writer: small(2),
  count: fc.integer({ min: 1, max: 40 }),
  padding: fc.constantFrom(0, 0, 3000, 30_000),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: append },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("break", "break", "stall", "restart"),
      at: small(CLIENTS - 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("reopen" as const),
      at: small(CLIENTS - 1),
      hub: small(1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), user: small(1) }) },
  { weight: 3, arbitrary: fc.constant({ kind: "wait" } as const) },
);

/** Of full size from the first run on: short ones break nothing. */
const steps = fc.array(step, { minLength: 30, maxLength: 80, size: "max" });

/** A client whose connections break; what it gets is checked as it comes. */
class Client {
  readonly follower: Follower;
  error: unknown;
  #reader: EventReader | null = null;
  #reading: Promise<void> = Promise.resolve();
  #stalled = false;

  constructor(user: string, ledger: Ledger) {
    this.follower = new Follower(user, ledger);
  }

  async open(hub: Hub): Promise<void> {
    await this.break();
    const { follower } = this;
    this.#stalled = false;
    follower.reconnect();
    const body = new EventStream(hub, follower.user).open(follower.position);
    this.#reading = this.#read(this.#reader = new EventReader(body));
  }

  /** Reads no further until it is opened again. */
  stall(): void {
    this.#stalled = true;
  }

  async break(): Promise<void> {
    await this.#reader?.[Symbol.asyncDispose]();
    await this.#reading;
    this.#reader = null;
  }

  async #read(reader: EventReader): Promise<void> {
    try {
      while (!this.#stalled) {
        const event = await reader.next();
        if (!event) return;
        this.follower.take(event);
      }
    } catch (error) {
      this.error ??= error;
    }
  }
}

/** Two processes, by their hubs and writers, over one database. */
class World implements AsyncDisposable {
  readonly clients: Client[];
  readonly #fixture: LogFixture;
  readonly #hubs: Hub[];
  readonly #writers;
  readonly #pending: Promise<unknown>[] = [];
  #n = 0;

  constructor(fixture: LogFixture) {
    this.#fixture = fixture;
    const ledger = new Ledger();
    this.clients = Array.from({ length: CLIENTS }, (_, i) => new Client(USERS[i % 2], ledger));
    this.#hubs = [fixture.newHub(), fixture.newHub()];
    // Two hand what they commit to the hub of their process, as the app does; one is elsewhere.
    this.#writers = [0, 1].map((hub) =>
      fixture.newWriter({ onAppended: (...appended) => this.#hubs[hub].offer(...appended) })
    ).concat(fixture.newWriter());
  }

  /** A world in which every client is there from the first event on. */
  static async begin(): Promise<World> {
    const world = new World(await LogFixture.open());
    for (const [i, client] of world.clients.entries()) await client.open(world.#hubs[i % 2]);
    return world;
  }

  async run(step: Step): Promise<void> {
    if (step.kind === "append") return this.#append(step);
    if (step.kind === "wait") await new Promise((resolve) => setTimeout(resolve, 3));
    if (step.kind === "break") await this.clients[step.at].break();
    if (step.kind === "stall") this.clients[step.at].stall();
    if (step.kind === "reopen") await this.clients[step.at].open(this.#hubs[step.hub]);
    if (step.kind === "delete") {
      this.#pending.push(new UserSweep(this.#fixture.store).delete(USERS[step.user]));
    }
    if (step.kind === "restart") {
      await this.#hubs[step.at % 2][Symbol.asyncDispose]();
      this.#hubs[step.at % 2] = this.#fixture.newHub();
    }
  }

  /** Lets all come back and read to the end of the log. */
  async finish(): Promise<void> {
    await Promise.all(this.#pending);
    for (const [i, client] of this.clients.entries()) await client.open(this.#hubs[i % 2]);
    for (const client of this.clients) {
      const { log } = this.#fixture;
      await until(`"${client.follower.user}" to have all`, async () => {
        if (client.error) throw client.error;
        const head = await log.head(client.follower.user);
        return head !== null && client.follower.position === `${head.epoch}.${head.seq}`;
      });
    }
    if (this.#fixture.errors.length > 0) throw this.#fixture.errors[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.clients) await client.break();
    await this.#fixture[Symbol.asyncDispose]();
  }

  #append({ user, writer, count, padding }: Extract<Step, { kind: "append" }>): void {
    for (let i = 0; i < count; i++) {
      const options = { writer: this.#writers[writer], padding };
      const appending = this.#fixture.append(USERS[user], this.#n++, options);
      this.#pending.push(appending.catch((error) => {
        if (!(error instanceof SweepingError)) throw error;
      }));
    }
  }
}

Deno.test("streams give every event once and in order, whatever breaks when", async () => {
  const property = fc.asyncProperty(
    steps,
    async (steps) => {
      await using world = await World.begin();
      for (const step of steps) await world.run(step);
      await world.finish();
    },
  );
  await fc.assert(property, {
    numRuns: rounds(8, 60),
    interruptAfterTimeLimit: 6000,
    markInterruptAsFailure: false,
  });
});
