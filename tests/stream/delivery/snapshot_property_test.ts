import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fileView } from "@/lib/api/answers/batch_view.ts";
import { readStreamRequest } from "@/lib/api/stream/stream_request.ts";
import { againInRun, type BatchFile, fileEventOf } from "@/lib/batches/batch_file.ts";
import { BatchStore } from "@/lib/batches/batch_store.ts";
import { isEnded, type Row, rowAfterEvent } from "@/lib/client/batch/batch_row.ts";
import { mergeRows } from "@/lib/client/batch/merge_rows.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import { FILE_STATES, type FileState } from "@/lib/wire/file_state.ts";
import type { FileEvent } from "@/lib/wire/stream_events.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { LogFixture, range } from "@/tests/log_fixture.ts";
import { rounds } from "@/testing/thorough.ts";

const WORLDS = rounds(3, 40);
const LOADS = 250;
/** Pages that load at the same time, at most. */
const AT_ONCE = 6;
const BATCHES = ["b0", "b1"];
const FILES = 4;
const USER = "u";

/** One page that loads, and what happens right before it. */
interface Load {
  /** Files that take a step, and by which writer. */
  steps: { file: number; writer: number }[];
  batch: number;
  hub: number;
  /** Which events it asks for; the whole log comes to what they come to. */
  query: string;
}

const load: fc.Arbitrary<Load> = fc.record({
  steps: fc.array(
    fc.record({ file: fc.nat({ max: BATCHES.length * FILES - 1 }), writer: fc.nat({ max: 1 }) }),
    { maxLength: 3 },
  ),
  batch: fc.nat({ max: BATCHES.length - 1 }),
  hub: fc.nat({ max: 1 }),
  query: fc.constantFrom("", "", "&events=file", "&batch_id", "&batch_id&events=file"),
});

const seqOf = (id: string) => Number(id.split(".")[1]);
const keyOf = (file: { state: string; run: number; score: number | null }) =>
  `${file.run} ${file.state} ${file.score}`;

/** What a page shows of one batch: rows from a list, moved on by events. */
class Page {
  rows: Map<string | null, Row>;
  /** Seq of the last event that it got. */
  seq: number;
  /** Endings that were shown, by file and run. */
  readonly #shown = new Set<string>();

  constructor(files: BatchFile[], position: string) {
    this.seq = seqOf(position);
    this.rows = new Map(mergeRows([], files.map(fileView)).map((row) => [row.fileId, row]));
    for (const row of this.rows.values()) this.#show(row);
  }

  take(id: string, event: FileEvent): void {
    if (seqOf(id) <= this.seq) throw new Error(`The event "${id}" came twice, or out of order`);
    this.seq = seqOf(id);
    const row = this.rows.get(event.file_id)!;
    const next = rowAfterEvent(row, event);
    this.rows.set(event.file_id, next);
    if (keyOf(next) !== keyOf(row)) this.#show(next, row);
  }

  #show(row: Row, before?: Row): void {
    const name = `${row.fileId} in run ${row.run}`;
    if (before && isEnded(before.state) && row.run <= before.run) {
      throw new Error(`${name} went back from its end: ${keyOf(before)} to ${keyOf(row)}`);
    }
    if (!isEnded(row.state)) return;
    if (this.#shown.has(name)) throw new Error(`${name} was shown to end twice`);
    this.#shown.add(name);
  }
}

/** Two processes that move the files of a user, and pages that load meanwhile. */
class World implements AsyncDisposable {
  readonly #fixture: LogFixture;
  readonly #batches: BatchStore;
  readonly #hubs: Hub[];
  readonly #writers: LogWriter[];
  readonly #files: BatchFile[];
  /** Steps of one file follow each other. */
  readonly #moving: Promise<unknown>[] = [];
  /** What was committed, by seq. */
  readonly #log = new Map<number, FileEvent>();
  /** Seq of the newest event of each batch. */
  readonly #last = new Map<string, number>();
  #n = 0;

  constructor(fixture: LogFixture) {
    this.#fixture = fixture;
    this.#batches = new BatchStore(fixture.store);
    this.#hubs = [fixture.newHub(), fixture.newHub()];
    this.#writers = [0, 1].map((hub) =>
      fixture.newWriter({ onAppended: (...appended) => this.#hubs[hub].offer(...appended) })
    );
    this.#files = BATCHES.flatMap((batch) => range(0, FILES).map((i) => newFile(batch, `f${i}`)));
  }

  /** A world in which every file is there. */
  static async begin(): Promise<World> {
    const world = new World(await LogFixture.open());
    const all = world.#files.keys().toArray();
    await Promise.all(all.map((file) => world.#write(file, world.#writers[0])));
    return world;
  }

  async run(loads: Load[]): Promise<void> {
    const pages: Promise<{ batch: string; page: Page }>[] = [];
    const under = new Set<Promise<unknown>>();
    for (const load of loads) {
      for (const { file, writer } of load.steps) this.#step(file, this.#writers[writer]);
      const page = this.#load(load);
      pages.push(page);
      const loading = page.finally(() => under.delete(loading));
      under.add(loading);
      if (under.size >= AT_ONCE) await Promise.race(under);
    }
    const loaded = await Promise.all(pages);
    await Promise.all(this.#moving);
    this.#compare(loaded.toSorted((a, b) => a.page.seq - b.page.seq));
    if (this.#fixture.errors.length > 0) throw this.#fixture.errors[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#fixture[Symbol.asyncDispose]();
  }

  /** Loads a page: position, rows, then the stream from there, read to where the log was last. */
  async #load({ batch: index, hub, query }: Load): Promise<{ batch: string; page: Page }> {
    const batch = BATCHES[index];
    const position = await this.#fixture.log.position(USER);
    const page = new Page(await this.#batches.files(USER, batch), position);
    const more = query.replace("batch_id", `batch_id=${batch}`);
    const asked = readStreamRequest(new Request(`http://localhost/?from=${position}${more}`));
    const stream = new EventStream(this.#hubs[hub], USER, { filter: asked.filter });
    await using reader = new EventReader(stream.open(asked.lastEventId, asked.start));
    const [{ data }] = await reader.take(1);
    if (data.resumed !== true) throw new Error(`Cannot go on from "${position}"`);
    await Promise.all(this.#moving);
    const last = this.#last.get(batch)!; // All that the rows may tell of is older.
    while (page.seq < last) {
      const [{ id, event, data }] = await reader.take(1);
      if (event !== "file") throw new Error(`Cannot show "${event}"`);
      if (data.batch_id === batch) page.take(id!, data as unknown as FileEvent);
      else if (query.includes("batch_id")) {
        throw new Error(`The event "${id}" is not of "${batch}"`);
      }
    }
    return { batch, page };
  }

  /** Each page, in the order of their places, shows each file as the log has it there: nothing is lost. */
  #compare(loaded: { batch: string; page: Page }[]): void {
    const log = [...this.#log].toSorted(([a], [b]) => a - b);
    const expected = new Map(BATCHES.map((batch) => [batch, new Map<string | null, string>()]));
    for (const { batch, page } of loaded) {
      while (log.length > 0 && log[0][0] <= page.seq) {
        const [, event] = log.shift()!;
        const shown = keyOf({ ...event, score: event.score ?? null });
        expected.get(event.batch_id)!.set(event.file_id, shown);
      }
      const shown = new Map(page.rows.values().map((row) => [row.fileId, keyOf(row)]));
      assertEquals(shown, expected.get(batch)!);
    }
  }

  /** Has the file take its next step, after those before. */
  #step(index: number, writer: LogWriter): void {
    const before = this.#moving[index] ?? Promise.resolve();
    this.#moving[index] = before.then(() => {
      this.#files[index] = moved(this.#files[index], this.#n++);
      return this.#write(index, writer);
    });
  }

  async #write(index: number, writer: LogWriter): Promise<void> {
    const file = this.#files[index];
    const { id } = await writer.append(USER, (tx) => {
      tx.set(keys.file(USER, file.batch, file.id), file);
      tx.appendFile(fileEventOf(file, {}));
    });
    const seq = seqOf(id!);
    this.#log.set(seq, fileEventOf(file, {}));
    this.#last.set(file.batch, Math.max(seq, this.#last.get(file.batch) ?? 0));
  }
}

function newFile(batch: string, id: string): BatchFile {
  return {
    id: `${batch}-${id}`,
    user: USER,
    batch,
    run: 1,
    name: `${id}.txt`,
    size: 1,
    sha256: null,
    state: "received",
    reason: null,
    score: null,
    blob: "",
    textBlob: null,
    attempt: null,
    updatedAt: new Date(0).toISOString(),
  };
}

/** The next of a file's life; after its end it begins another run. */
function moved(file: BatchFile, n: number): BatchFile {
  if (isEnded(file.state)) return againInRun({ ...file, score: null }, file.run + 1, new Date(0));
  const ending = (["done", "failed", "cancelled"] as const)[n % 3];
  const next: FileState = FILE_STATES[FILE_STATES.indexOf(file.state) + 1];
  const state = file.state === "scoring" ? ending : next;
  return { ...file, state, score: state === "done" ? n % 100 : null };
}

Deno.test("a page of rows and a stream from their position misses nothing and shows nothing twice", async () => {
  let loaded = 0;
  const loads = fc.array(load, { minLength: LOADS, maxLength: LOADS, size: "max" });
  const property = fc.asyncProperty(loads, async (loads) => {
    await using world = await World.begin();
    await world.run(loads);
    loaded += loads.length;
  });
  await fc.assert(property, { numRuns: WORLDS, endOnFailure: true });
  assertEquals(loaded, WORLDS * LOADS);
});
