import { assertEquals, assertRejects } from "@std/assert";
import type { Batch } from "@/lib/batches/batch.ts";
import { carryThrough } from "@/lib/batches/carry_through.ts";
import { unpack } from "@/lib/extract/container/unpack.ts";
import { FILES_PER_PAGE } from "@/lib/extract/container/entry.ts";
import { attached, emlOf } from "@/lib/extract/testing/mail/mail_fixture.ts";
import { zipOf } from "@/lib/extract/testing/office_fixture.ts";
import { keys } from "@/lib/kv/keys.ts";
import { LEASE_MS } from "@/lib/jobs/retry_policy.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { PendingUpload } from "@/lib/uploads/pending_upload.ts";
import { REFUSED_BYTES, type StoredFile } from "@/lib/uploads/given_file.ts";
import { BacklogFullError, USER_BOUNDS } from "@/lib/users/backlog.ts";
import type { Usage } from "@/lib/users/usage.ts";
import type { ContainerKind } from "@/lib/wire/file_kinds.ts";
import { type FixtureOptions, JobFixture, TestClock } from "@/tests/jobs/job_fixture.ts";
import { unpackContainer } from "@/workers/unpack_container.ts";

const USER = "ann";
const never = new AbortController().signal;

/** A batch with one container in it, beside `texts` resumes. */
class World implements AsyncDisposable {
  private constructor(
    readonly fixture: JobFixture,
    readonly clock: TestClock,
    readonly batch: string,
    readonly bytes: Uint8Array,
  ) {}

  static async open(
    name: string,
    bytes: Uint8Array,
    { expected = null, ...options }: FixtureOptions & { expected?: number | null } = {},
  ): Promise<World> {
    const clock = new TestClock();
    const fixture = await JobFixture.open({ clock, ...options });
    const stored = await store(fixture, name, bytes);
    const { batch } = await fixture.batch(USER, 0, { ...stored, expected });
    return new World(fixture, clock, batch, bytes);
  }

  /** Does the next job that is a container's. `onPage` is called before each page. */
  async unpack(
    kind: ContainerKind = "zip",
    onPage: (from: number) => unknown = () => {},
  ): Promise<void> {
    const { batches, blobs, jobs } = this.fixture;
    const containers = (await batches.files(USER, this.batch))
      .filter(({ name, state }) => /\.(?:zip|eml)$/.test(name) && state !== "done");
    const due = (await jobs.due(USER, 500)).jobs;
    const file = containers.find(({ id }) => due.some((job) => job.id === id))!;
    await using lease = (await jobs.claim(due.find(({ id }) => id === file.id)!))!;
    const bytes = (await blobs.get(USER, file.blob!))!;
    await unpackContainer(lease, file, { bytes, kind, signal: never }, {
      ...servicesOf(this.fixture),
      extractor: {
        async unpack(bytes, kind, range) {
          await onPage(range.from);
          return await unpack(kind, bytes, range);
        },
      },
    });
  }

  async read(): Promise<Batch> {
    return await this.fixture.batchOf(USER, this.batch);
  }

  /** All files as "name state", with their places below the batch's id. */
  async files(): Promise<string[]> {
    const files = await this.fixture.batches.files(USER, this.batch);
    return files.map(({ id, name, state }) => `${id.slice(27)} ${name} ${state}`);
  }

  /** How many blobs there are, and how many uploads under way. */
  async stored(): Promise<[blobs: number, uploads: number]> {
    const all = await this.fixture.keysOf(USER);
    const of = (table: string) => all.filter((key) => key.startsWith(`["${table}"`)).length;
    return [of("blobs"), of("uploads")];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.fixture[Symbol.asyncDispose]();
  }
}

function servicesOf({ steps, children, backlog, settings }: JobFixture) {
  return { steps, children, backlog, settings };
}

async function store(fixture: JobFixture, name: string, bytes: Uint8Array) {
  const upload = await PendingUpload.begin(USER, fixture);
  const { id, size } = await upload.store(ReadableStream.from([bytes]));
  await upload.flush();
  const files: StoredFile[] = [{ name, size, sha256: "0".repeat(64), blob: id }];
  return { files, upload: upload.id };
}

const texts = (count: number) =>
  zipOf(Object.fromEntries(Array.from({ length: count }, (_, i) => [`cv/${i}.txt`, `CV ${i}`])));

Deno.test("unpackContainer brings each file into the batch, and ends without a score", async () => {
  await using world = await World.open("all.zip", await zipOf({ "a.txt": "A", "b/c.txt": "C" }));
  await world.unpack();
  assertEquals(await world.files(), [
    "00000 all.zip done",
    "00000-0000 a.txt received",
    "00000-0001 c.txt received",
  ]);
  const { fixture } = world;
  const [container, child] = await fixture.batches.files(USER, world.batch);
  assertEquals([child.parent, child.sha256?.length, child.run], [container.id, 64, 1]);
  assertEquals(new TextDecoder().decode((await fixture.blobs.get(USER, child.blob!))!), "A");
  const told = (await fixture.events(USER)).flatMap(({ type, data }) =>
    type === "file" ? [[data.name, data.state, data.parent ?? null, data.score ?? null]] : []
  );
  assertEquals(told.slice(2), [
    ["a.txt", "received", container.id, null],
    ["c.txt", "received", container.id, null],
    ["all.zip", "done", null, null],
  ]);
  assertEquals(await fixture.waiting(USER), 2);
  await fixture.endFiles(USER, 2);
  const progress = (await fixture.progress(USER)).at(-1)!;
  const { status, total, completed, unpacked_files, results_total, message } = progress;
  assertEquals([status, total, completed, unpacked_files, results_total, message], [
    "completed",
    3,
    3,
    1,
    2,
    "2 of 2 scored",
  ]);
  assertEquals(progress.results!.length, 2);
  assertEquals([await fixture.waiting(USER), await world.stored()], [0, [3, 0]]);
});

Deno.test("unpackContainer brings nothing where as many wait as may", async () => {
  await using world = await World.open("all.zip", await texts(2));
  const { store } = world.fixture;
  const usage: Usage = { waiting: USER_BOUNDS.waiting, stored: [] };
  await store.set(keys.usage(USER), usage);
  await assertRejects(() => world.unpack(), BacklogFullError);
  assertEquals((await world.files()).length, 1);
});

Deno.test("a batch of a container whose files all fail has failed", async () => {
  await using world = await World.open("all.zip", await texts(2));
  await world.unpack();
  await world.fixture.endFiles(USER, 2, "failed");
  assertEquals((await world.read()).status, "failed");
});

Deno.test("unpackContainer brings no file twice and loses none, wherever it dies", async () => {
  const count = 2 * FILES_PER_PAGE + 5;
  const zip = await texts(count);
  for (const last of [0, FILES_PER_PAGE, 2 * FILES_PER_PAGE]) {
    await using world = await World.open("all.zip", zip);
    const dying = () =>
      world.unpack("zip", (from) => {
        if (from === last) throw new Error("died");
      });
    await assertRejects(dying, Error, "died");
    const { received, status } = await world.read();
    assertEquals([received, status === "completed"], [1 + last, false]);
    world.clock.pass(LEASE_MS);
    await world.unpack();
    const batch = await world.read();
    assertEquals([batch.received, batch.successful, batch.unpacked], [1 + count, 1, 1]);
    const files = await world.files();
    assertEquals([files.length, new Set(files).size], [1 + count, 1 + count]);
    assertEquals(await world.stored(), [1 + count, 0]);
    assertEquals(await world.fixture.waiting(USER), count);
  }
});

Deno.test("what has lost its lease adds nothing to what another has unpacked", async () => {
  await using world = await World.open("all.zip", await texts(3));
  let overtaking = Promise.resolve();
  const slow = world.unpack("zip", async () => {
    world.clock.pass(LEASE_MS);
    overtaking = world.unpack();
    await overtaking;
  });
  await assertRejects(() => slow, LeaseLostError);
  await overtaking;
  assertEquals([(await world.read()).received, await world.stored()], [4, [4, 0]]);
});

Deno.test("unpackContainer refuses what the batch has no room for, and what can't be read", async () => {
  const zip = await zipOf({ "a.txt": "A", "b.exe": "MZ", "c.txt": "", "d.txt": "D", "e.txt": "E" });
  await using world = await World.open("all.zip", zip, { maxFiles: 3 });
  const before = await world.fixture.storedBytes(USER);
  await world.unpack();
  const files = await world.fixture.batches.files(USER, world.batch);
  assertEquals(files.map(({ name, state, reason }) => [name, state, reason]).slice(1), [
    ["a.txt", "received", null],
    ["b.exe", "refused", "This kind of file can't be read; save it as PDF, DOCX or TXT"],
    ["c.txt", "refused", "The file is empty"],
    ["d.txt", "received", null],
    ["e.txt", "refused", "The batch has all the files it may have"],
  ]);
  const { received, refused } = await world.read();
  assertEquals([received, refused, await world.stored()], [3, 3, [3, 0]]);
  const bytes = await world.fixture.storedBytes(USER) - before;
  assertEquals(bytes, "A".length + "D".length + 3 * REFUSED_BYTES);
});

Deno.test("a container of which nothing can be taken fails, with what was in it on record", async () => {
  await using world = await World.open("all.zip", await zipOf({ "a.exe": "MZ" }));
  await world.unpack();
  const { status, refused, failed } = await world.read();
  assertEquals([status, refused, failed], ["failed", 1, 1]);
  const [{ state, reason }] = await world.fixture.batches.files(USER, world.batch);
  assertEquals([state, reason], ["failed", "There is no file in it that can be taken"]);
});

Deno.test("containers in containers are unpacked, to a depth", async () => {
  let zip = await zipOf({ "cv.txt": "CV" });
  for (const name of ["c.zip", "b.zip", "a.zip"]) zip = await zipWith(name, zip);
  await using world = await World.open("all.zip", zip);
  for (let i = 0; i < 3; i++) await world.unpack();
  assertEquals(await world.files(), [
    "00000 all.zip done",
    "00000-0000 a.zip done",
    "00000-0000-0000 b.zip failed",
    "00000-0000-0000-0000 c.zip refused",
  ]);
  const mail = emlOf("", [attached("all.zip", await zipOf({ "cv.txt": "CV" }))]);
  await using other = await World.open("mail.eml", mail);
  await other.unpack("eml");
  await other.unpack("zip");
  assertEquals((await other.files()).at(-1), "00000-0000-0000 cv.txt received");
});

async function zipWith(name: string, content: Uint8Array): Promise<Uint8Array> {
  const { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } = await import("@zip.js/zip.js");
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  await writer.add(name, new Uint8ArrayReader(content));
  return await writer.close();
}

Deno.test("a batch that expects files waits for them, however many a container brings", async () => {
  await using world = await World.open("all.zip", await texts(5), { expected: 2 });
  await world.unpack();
  const { open, expected, received } = await world.read();
  assertEquals([open, expected, received], [true, 7, 6]);
  await world.fixture.endFiles(USER, 5);
  assertEquals((await world.read()).status, "processing");
  await world.fixture.batch(USER, 1, { batch: world.batch, create: null });
  assertEquals((await world.read()).open, false);
  await world.fixture.endFiles(USER, 1);
  assertEquals((await world.read()).status, "completed");
});

Deno.test("a cancelled container brings nothing more, and what a retry brings is whole", async () => {
  const count = FILES_PER_PAGE + 3;
  await using world = await World.open("all.zip", await texts(count));
  const { fixture, batch } = world;
  const cancelled = world.unpack("zip", async (from) => {
    if (from > 0) await fixture.operations.cancel(USER, batch);
  });
  await assertRejects(() => cancelled, LeaseLostError);
  await carry(fixture);
  const { status, received } = await world.read();
  assertEquals([status, received], ["cancelled", 1 + FILES_PER_PAGE]);
  await fixture.operations.retry(USER, batch);
  await carry(fixture);
  await world.unpack();
  await fixture.endFiles(USER, count);
  const again = await world.read();
  assertEquals([again.status, again.received, again.successful], [
    "completed",
    1 + count,
    1 + count,
  ]);
  assertEquals(new Set(await world.files()).size, 1 + count);
});

Deno.test("what a container brings into a reopened batch is of its run", async () => {
  await using world = await World.open("all.zip", await texts(2));
  const { fixture, batch } = world;
  await world.unpack();
  await fixture.endFiles(USER, 2);
  await fixture.operations.reopen(USER, batch);
  const stored = await store(fixture, "more.zip", await texts(3));
  await fixture.batch(USER, 0, { batch, create: null, ...stored });
  await world.unpack();
  await fixture.operations.close(USER, batch);
  await fixture.endFiles(USER, 3);
  const { total, completed, results_total, message } = (await fixture.progress(USER)).at(-1)!;
  assertEquals([total, completed, results_total, message], [4, 4, 5, "3 of 3 scored"]);
});

/** Carries the operation through that is due. */
async function carry(fixture: JobFixture): Promise<void> {
  const { jobs } = await fixture.jobs.due(USER, 500);
  await using lease = (await fixture.jobs.claim(jobs.find(({ id }) => /cancel|retry/.test(id))!))!;
  await carryThrough(lease, never, fixture);
}
