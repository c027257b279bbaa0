import type { StoredFile } from "@/lib/uploads/given_file.ts";
import type { TakenFile } from "@/lib/uploads/intake_part.ts";
import { ulid } from "ulid";
import type { Batch } from "@/lib/batches/batch.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { Outcome } from "@/lib/batches/file_steps.ts";
import { type Acceptance } from "@/lib/uploads/intake.ts";
import { PendingUpload } from "@/lib/uploads/pending_upload.ts";
import { type Clock, systemClock } from "@/lib/jobs/clock.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import type { Wakeup } from "@/lib/jobs/wakeup.ts";
import type { Database } from "@/lib/kv/database.ts";
import { keys } from "@/lib/kv/keys.ts";
import { createServices, type Services } from "@/lib/services.ts";
import { readSettings } from "@/lib/settings.ts";
import { storedBytes, type Usage } from "@/lib/users/usage.ts";
import type { Assessment } from "@/lib/wire/result.ts";
import type { Progress } from "@/lib/wire/progress.ts";
import type { LogEventName, StreamEventData } from "@/lib/wire/stream_events.ts";
import { openTestDatabase } from "@/testing/test_database.ts";

export interface FixtureOptions {
  /** Default a database in memory, which is closed in the end. */
  database?: Database;
  clock?: Clock;
  maxFiles?: number;
  wakeWorkers?: Wakeup["addTo"];
}

type EventOf<Name extends LogEventName> = {
  [N in Name]: { type: N; data: StreamEventData[N] };
}[Name];

type Parts = Omit<Services, "progress" | typeof Symbol.asyncDispose>;

/** Everything that has to do with jobs, on a real database. */
export interface JobFixture extends Parts {}
export class JobFixture implements AsyncDisposable {
  readonly #dispose: () => PromiseLike<void>;

  private constructor(services: Services, isOwn: boolean) {
    const { progress: _, [Symbol.asyncDispose]: dispose, ...parts } = services;
    Object.assign(this, parts);
    this.#dispose = isOwn ? dispose : () => Promise.resolve(parts.blobs[Symbol.dispose]());
  }

  static async open(options: FixtureOptions = {}): Promise<JobFixture> {
    const { clock = systemClock, maxFiles = 1000, wakeWorkers = () => {} } = options;
    const environment = new Map([["MAX_FILES_PER_BATCH", String(maxFiles)]]);
    const services = createServices({
      settings: readSettings(environment),
      database: options.database ?? await openTestDatabase(),
      key: new Uint8Array(32),
      wakeup: { mode: "watch", addTo: wakeWorkers, listen() {} },
      clock,
    });
    return new JobFixture(services, options.database === undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#dispose();
  }

  /** Stores as many small texts; returns what an acceptance needs. */
  async storeTexts(user: string, count: number): Promise<Pick<Acceptance, "files" | "upload">> {
    if (count === 0) return { files: [], upload: null };
    const upload = await PendingUpload.begin(user, this);
    const files = [];
    for (let i = 0; i < count; i++) {
      const { id, size } = await upload.store(bytesOf(`resume ${i}`));
      files.push({ name: `${i}.txt`, size, sha256: `${i}`, blob: id });
    }
    await upload.flush();
    return { files, upload: upload.id };
  }

  /** A new batch of as many small texts. */
  async batch(
    user: string,
    count: number,
    change: Partial<Acceptance> = {},
  ): Promise<{ batch: string; taken: TakenFile[]; files: BatchFile[] }> {
    const batch = change.batch ?? ulid();
    const acceptance: Acceptance = {
      user,
      batch,
      create: { jobDescription: "A baker. Requirements: bread" },
      expected: null,
      refused: [],
      sender: null,
      idempotency: null,
      ...change.files ? { files: change.files, upload: null } : await this.storeTexts(user, count),
      ...change,
    };
    const taken = (await Array.fromAsync(this.intake.accept(acceptance))).flat();
    return { batch, taken, files: taken.flatMap(({ refusal, file }) => refusal ? [] : [file!]) };
  }

  async batchOf(user: string, id: string): Promise<Batch> {
    const batch = await this.batches.get(user, id);
    if (!batch) throw new Error(`Cannot find batch "${id}"`);
    return batch;
  }

  /** The next due job of the user under a lease. */
  async claim(user: string): Promise<Lease | null> {
    const { jobs: [job] } = await this.jobs.due(user, 1);
    return job ? await this.jobs.claim(job) : null;
  }

  /** Claims and ends as many of the user's files, by a score from 1 up or by failing. */
  async endFiles(user: string, count: number, ending: "done" | "failed" = "done"): Promise<void> {
    for (let i = 1; i <= count; i++) {
      await using lease = await this.claim(user);
      if (!lease) throw new Error("Cannot end a file: none is due");
      if (ending === "done") await this.score(lease, i);
      else await this.end(lease, { ending, reason: "no text", dead: true });
    }
  }

  /** Writes what an attempt at a claimed file came to, as if it had died before its end. */
  async writeResult(
    lease: Lease,
    file: BatchFile,
    text: string,
    assessment: Assessment,
  ): Promise<void> {
    const addResult = await this.results.ready(lease, file, text, assessment);
    await this.writer.append(file.user, async (tx) => {
      await lease.hold(tx);
      addResult(tx);
    });
  }

  /** Ends a claimed file by a score. */
  score(lease: Lease, score = 1): Promise<void> {
    const { token } = lease;
    return this.end(lease, { ending: "done", score, textBlob: token, attempt: token });
  }

  /** Ends a claimed file. */
  async end(lease: Lease, outcome: Outcome): Promise<void> {
    const { user, batch, id } = lease.job;
    await this.steps.end(lease, (await this.batches.file(user, batch, id))!, outcome);
  }

  /** The events of the user's log that tell of work on files. */
  async events(user: string): Promise<EventOf<"progress" | "file">[]> {
    return (await this.allEvents(user))
      .filter((event) => event.type === "progress" || event.type === "file");
  }

  /** All events of the user's log. */
  async allEvents(user: string): Promise<EventOf<LogEventName>[]> {
    const head = await this.log.head(user);
    if (!head) return [];
    const events = await this.log.read(user, head.epoch, head.first - 1, head.seq, {
      limit: 100_000,
      maxBytes: Infinity,
    });
    const decoder = new TextDecoder();
    return events!.map(({ type, data }) => ({ type, data: JSON.parse(decoder.decode(data)) }));
  }

  /** The `progress` events of the user's log. */
  async progress(user: string): Promise<Progress[]> {
    return (await this.events(user)).flatMap((event) =>
      event.type === "progress" ? [event.data] : []
    );
  }

  /** Every key of the database, as text. */
  async allKeys(): Promise<string[]> {
    const found: string[] = [];
    for await (const { key } of this.store.list({ prefix: [] }, { batchSize: 500 })) {
      found.push(JSON.stringify(key));
    }
    return found;
  }

  /** Every key that names the user. */
  async keysOf(user: string): Promise<string[]> {
    return (await this.allKeys()).filter((key) => key.includes(JSON.stringify(user)));
  }

  /** What the user has waiting, by the records. */
  async waiting(user: string): Promise<number> {
    return (await this.store.get<Usage>(keys.usage(user))).value?.waiting ?? 0;
  }

  /** What the user takes up in bytes, by the records. */
  async storedBytes(user: string): Promise<number> {
    const { value } = await this.store.get<Usage>(keys.usage(user));
    return value ? storedBytes(value, Date.now(), this.store.retentionMs) : 0;
  }
}

/** As many different files whose bytes nobody asks for. */
export function storedFiles(count: number, change: Partial<StoredFile> = {}): StoredFile[] {
  return Array.from(
    { length: count },
    (_, i) => ({ name: `${i}`, size: 1, sha256: `${i}`, blob: "none", ...change }),
  );
}

/** A text as it is uploaded. */
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** A clock that stands still until it is set. */
export class TestClock implements Clock {
  /** `skew` is by how much it is wrong, in milliseconds. */
  constructor(
    private skew = 0,
    private readonly truth: { ms: number } = { ms: 1_700_000_000_000 },
  ) {
  }

  now(): number {
    return this.truth.ms + this.skew;
  }

  elapsed(): number {
    return this.truth.ms;
  }

  /** Lets time go by. */
  pass(ms: number): void {
    this.truth.ms += ms;
  }

  /** Another machine's clock in the same world. */
  skewed(ms: number): TestClock {
    return new TestClock(ms, this.truth);
  }

  /** Sets the clock wrong while time goes on. */
  jump(ms: number): void {
    this.skew += ms;
  }
}
