import type { Doorbells } from "@/lib/kv/doorbells.ts";
import type { Database } from "@/lib/kv/database.ts";
import type { Store } from "@/lib/kv/store.ts";
import { ProgressLog } from "@/lib/progress/log.ts";
import { LogWriter } from "@/lib/progress/log_writer.ts";
import type { AppendOptions } from "@/lib/progress/append_queue.ts";
import type { Appended } from "@/lib/progress/change.ts";
import { progressOfUpdate } from "@/lib/progress/progress.ts";
import { Hub, type HubOptions } from "@/lib/sse/hub.ts";
import { Metrics } from "@/lib/telemetry/metrics.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { openTestDatabase } from "@/testing/test_database.ts";

/** Doorbells that never ring. */
export const deaf: Pick<Doorbells, "subscribe"> = { subscribe: () => () => {} };

interface AppendedEvent {
  padding?: number;
  writer?: LogWriter;
  batch?: string | null;
}

/** A log and its streams over a database in memory; `remote` puts a KV Connect server between. */
export class LogFixture implements AsyncDisposable {
  readonly store: Store;
  readonly log: ProgressLog;
  readonly writer: LogWriter;
  readonly metrics = new Metrics();
  /** What streams have failed with. */
  readonly errors: unknown[] = [];
  readonly doorbells: Doorbells;
  readonly #stack: AsyncDisposableStack;
  readonly #server: KvConnectServer | null;

  private constructor(
    database: Database,
    server: KvConnectServer | null,
    stack: AsyncDisposableStack,
  ) {
    this.store = database.store;
    this.doorbells = database.doorbells;
    this.#server = server;
    this.#stack = stack;
    this.log = new ProgressLog(this.store);
    this.writer = this.newWriter();
  }

  static async open({ remote = false } = {}): Promise<LogFixture> {
    const stack = new AsyncDisposableStack();
    const server = remote ? stack.use(new KvConnectServer({ pingMs: 200 })) : null;
    return new LogFixture(stack.use(await openTestDatabase(server)), server, stack);
  }

  get server(): KvConnectServer {
    if (!this.#server) throw new Error("Cannot get the server: the fixture is not remote");
    return this.#server;
  }

  /** A writer as another process would have it. */
  newWriter(options: Partial<AppendOptions> = {}): LogWriter {
    return new LogWriter({ store: this.store, wakeWorkers: () => {}, ...options });
  }

  /** A hub as one process has it. Disposed with the fixture. */
  newHub(options: Partial<HubOptions> = {}): Hub {
    return this.#stack.use(
      new Hub({
        log: this.log,
        doorbells: this.doorbells,
        metrics: this.metrics,
        maxStreams: 1000,
        maxStreamsPerUser: 64,
        keepaliveSeconds: 30,
        streamMaxSeconds: 3600,
        onError: (error) => this.errors.push(error),
        ...options,
      }),
    );
  }

  /** Appends one progress event that says `n`, padded by `padding` characters; of `batch`, or of none. */
  append(
    user: string,
    n: number,
    { padding = 0, writer = this.writer, batch = null }: AppendedEvent = {},
  ): Promise<Appended<void>> {
    const update = { completed: 0, total: 1, n, padding: "x".repeat(padding) };
    const progress = { ...progressOfUpdate(user, update, new Date(0)), batch_id: batch };
    return writer.append(user, (tx) => tx.appendProgress(progress));
  }

  /** The numbers that the user's log holds, in its order. */
  async numbers(user: string): Promise<number[]> {
    const head = await this.log.head(user);
    if (!head || head.seq === 0) return [];
    const options = { limit: 100_000, maxBytes: Infinity };
    const events = await this.log.read(user, head.epoch, head.first - 1, head.seq, options);
    if (!events) throw new Error(`Cannot read the log of "${user}": it has a hole`);
    return events.map((event) => JSON.parse(new TextDecoder().decode(event.data)).n);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

/** The numbers from `first` on, `count` of them. */
export function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}
