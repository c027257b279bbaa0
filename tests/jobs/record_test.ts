import { assert, assertEquals } from "@std/assert";
import { deleteBatch } from "@/lib/batches/deletion/delete_batch.ts";
import { carryDeletion } from "@/lib/batches/deletion/carry_deletion.ts";
import { createDatabase, type Database } from "@/lib/kv/database.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { verifyRecord } from "@/lib/record/verify_record.ts";
import { screen } from "@/lib/resume/assess.ts";
import { requirementsRead } from "@/lib/resume/job/criteria.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import { type Criteria, DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";
import type { RecordLine } from "@/lib/wire/review/record_line.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { HOUR, openTestDatabase } from "@/testing/test_database.ts";
import { countedKv } from "@/tests/jobs/counted_kv.ts";
import { rounds } from "@/testing/thorough.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";
const KEY = new Uint8Array(32);
const JOB = "Baker\n\nMust have\n- Sourdough\n- 3 years as a baker\n\nNice to have\n- French";
const never = new AbortController().signal;
const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

const criteria: Criteria = {
  version: 1,
  requirements: requirementsRead(JOB),
  weights: DEFAULT_WEIGHTS,
  source: "job",
  edited_at: new Date(0).toISOString(),
};

/** A database that keeps records for as long. */
async function kept(recordRetentionMs: number): Promise<Database> {
  return createDatabase(await Deno.openKv(":memory:"), { retentionMs: HOUR, recordRetentionMs });
}

/** Ends the next file of the user with a real assessment of a text. */
async function score(fixture: JobFixture, text: string): Promise<void> {
  await using lease = (await fixture.claim(USER))!;
  await scoreHeld(fixture, lease, text);
}

async function scoreHeld(fixture: JobFixture, lease: Lease, text: string): Promise<void> {
  const { assessment } = screen({ text, brief: briefOf(JOB), now: new Date() });
  const { token } = lease;
  await fixture.end(lease, {
    ending: "done",
    score: assessment.score,
    textBlob: token,
    attempt: token,
    scoring: { assessment, criteria, code: "c0de" },
  });
}

async function textOf(fixture: JobFixture, batch: string, user = USER): Promise<string | null> {
  const end = await fixture.records.end(user, batch);
  if (!end) return null;
  const lines = ReadableStream.from(fixture.records.lines(user, batch, end));
  return await new Response(lines).text();
}

async function linesOf(fixture: JobFixture, batch: string, user = USER): Promise<RecordLine[]> {
  const text = await textOf(fixture, batch, user);
  assert(text !== null);
  assertEquals(verifyRecord(text, [KEY]).faults, []);
  return text.trimEnd().split("\n").slice(0, -1).map((line) => JSON.parse(line));
}

/** Has random commits be lost or refused, two in a row at most: waiting after more is long. */
function faultsOf(server: KvConnectServer): { count: number } {
  const faults = { count: 0 };
  let seed = 7;
  let inRow = 0;
  server.faults.choose = (operation) => {
    if (operation !== "atomic_write") return undefined;
    seed = (seed * 48271) % 2147483647;
    const fault = inRow < 2 ? (["lose", "drop", undefined] as const)[seed % 3] : undefined;
    inRow = fault ? inRow + 1 : 0;
    if (fault) faults.count++;
    return fault;
  };
  return faults;
}

const kinds = (lines: RecordLine[]) => lines.map(({ kind }) => kind);

Deno.test("a record holds what happened to a batch, in order, without text and names", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files } = await fixture.batch(USER, 2, { create: { jobDescription: JOB } });
  await score(fixture, "Ann Lee\nann@example.com\nSourdough\n2019 - 2026 Baker, Mill");
  await score(fixture, "Bob Roe\nFrench");
  const update = { decision: "shortlist", reason: "bread", note: "Ann is nice" } as const;
  await fixture.decisions.put(USER, batch, files[0].id, { update, by: "share:Bea" });
  await fixture.decisions.put(USER, batch, files[0].id, { update, by: USER });
  await fixture.decisions.putMany(USER, batch, files.map(({ id }) => id), {
    update: { decision: "reject" },
    by: USER,
  });
  const request = { expires_in_hours: 1, blind: true, may_decide: false };
  const { share } = await fixture.shares.create(USER, batch, request, "boss");
  await fixture.shares.revoke(USER, batch, share.id);
  await fixture.records.exported({ user: USER, batch }, USER, "csv");
  const lines = await linesOf(fixture, batch);
  assertEquals(kinds(lines), [
    "closed",
    "criteria",
    "scored",
    "scored",
    "decision",
    "decision",
    "decision",
    "shared",
    "revoked",
    "exported",
  ]);
  assertEquals(lines.map(({ by }) => by).slice(3, 8), [
    "software:",
    "share:Bea",
    USER,
    USER,
    "boss",
  ]);
  assertEquals((lines[1] as { requirements?: unknown }).requirements, criteria.requirements);
  const text = JSON.stringify(lines);
  for (const word of ["is nice", "Lee", "example.com", "Mill", "Bob"]) {
    assert(!text.includes(word), word);
  }
});

Deno.test("a batch of given criteria begins its record with them", async () => {
  await using fixture = await JobFixture.open();
  const create = { jobDescription: "", criteria: { ...criteria, source: "edited" as const } };
  const { batch } = await fixture.batch(USER, 1, { create, by: "boss" });
  await score(fixture, "Ann Lee");
  const lines = await linesOf(fixture, batch);
  assertEquals(lines.map(({ kind, by }) => [kind, by]), [
    ["criteria", "boss"],
    ["closed", "boss"],
    ["scored", "software:"],
  ]);
});

Deno.test("a record recomputes each score when all that it tells of is gone, for as long as it is kept", async () => {
  await using database = await kept(10 * HOUR);
  await using fixture = await JobFixture.open({ database });
  const { batch } = await fixture.batch(USER, 2, { create: { jobDescription: JOB } });
  for (const text of ["Ann Lee\nSourdough", "Bob\nFrench"]) await score(fixture, text);
  const answer = await deleteBatch(fixture.writer, USER, batch);
  assertEquals(answer, { batch_id: batch, deleted: true, record: "kept" });
  {
    await using lease = (await fixture.claim(USER))!;
    await carryDeletion(lease, never, fixture);
  }
  const tables = (await fixture.allKeys()).filter((key) => key.includes(batch))
    .map((key) => JSON.parse(key)[0]);
  assertEquals([...new Set(tables)].sort(), ["record_ends", "record_lines"]);
  const report = verifyRecord((await textOf(fixture, batch))!, [KEY]);
  assertEquals([report.faults, report.scores], [[], 2]);
  assertEquals(await deleteBatch(fixture.writer, USER, batch), {
    batch_id: batch,
    deleted: false,
    record: "kept",
  });

  await fixture.sweep.delete(USER, { by: "boss" });
  const sealed = await linesOf(fixture, batch);
  assertEquals([sealed.at(-1)!.kind, sealed.at(-1)!.by], ["erased", "boss"]);
  assertEquals((await fixture.sweep.delete(USER)).record, "kept");
  assertEquals((await linesOf(fixture, batch)).length, sealed.length);

  assertEquals((await fixture.sweep.delete(USER, { withRecord: true })).record, "deleted");
  assertEquals(await fixture.keysOf(USER), []);
});

Deno.test("a record goes with its batch where records have no time of their own, or when it is asked for", async () => {
  for (const [ms, withRecord] of [[0, false], [10 * HOUR, true]] as const) {
    await using database = await kept(ms);
    await using fixture = await JobFixture.open({ database });
    const { batch } = await fixture.batch(USER, 1, { create: { jobDescription: JOB } });
    await score(fixture, "Ann");
    const { record } = await deleteBatch(fixture.writer, USER, batch, { withRecord });
    assertEquals(record, "deleted");
    assertEquals(await textOf(fixture, batch), null);
    await using lease = (await fixture.claim(USER))!;
    await carryDeletion(lease, never, fixture);
    const left = (await fixture.allKeys()).filter((key) => key.includes("record_"));
    assertEquals(left, []);
  }
});

Deno.test("a record that was kept can be deleted after its batch", async () => {
  await using database = await kept(10 * HOUR);
  await using fixture = await JobFixture.open({ database });
  const { batch } = await fixture.batch(USER, 1, { create: { jobDescription: JOB } });
  for (const withRecord of [false, true]) {
    await deleteBatch(fixture.writer, USER, batch, { withRecord });
    await using lease = (await fixture.claim(USER))!;
    await carryDeletion(lease, never, fixture);
  }
  assertEquals((await fixture.allKeys()).filter((key) => key.includes("record_")), []);
});

/** Commits that are lost or refused. */
const FAULTS = rounds(30, 200);
/** As many, at once: the queue of one user waits after each fault. */
const USERS = Array.from({ length: 8 }, (_, i) => `user${i}`);

test("no line is lost or doubled, and the chain is whole, through lost or refused commits of two processes", async () => {
  await using server = new KvConnectServer();
  await using one = await openTestDatabase(server);
  await using two = await openTestDatabase(server);
  await using first = await JobFixture.open({ database: one });
  await using second = await JobFixture.open({ database: two });
  const create = { jobDescription: JOB };
  const batches = await Promise.all(USERS.map((user) => first.batch(user, 1, { create })));
  const faults = faultsOf(server);
  const exports = await Promise.all(USERS.map(async (user, i) => {
    const { batch } = batches[i];
    let round = 0;
    for (; faults.count < FAULTS; round++) {
      await Promise.all([first, second].flatMap(({ records }, process) => [
        records.exported({ user, batch }, `${process}.${round}.a`, "csv"),
        records.exported({ user, batch }, `${process}.${round}.b`, "record"),
      ]));
    }
    return round;
  }));
  server.faults.choose = () => undefined;
  for (const [i, user] of USERS.entries()) {
    const lines = await linesOf(first, batches[i].batch, user);
    const exported = lines.filter(({ kind }) => kind === "exported").map(({ by }) => by);
    assertEquals(exported.length, 4 * exports[i]);
    assertEquals(new Set(exported).size, exported.length);
  }
});

test("each score is on record once, through killed workers and lost commits", async () => {
  await using server = new KvConnectServer();
  await using one = await openTestDatabase(server);
  await using two = await openTestDatabase(server);
  await using first = await JobFixture.open({ database: one });
  await using second = await JobFixture.open({ database: two });
  const create = { jobDescription: JOB };
  const batches = await Promise.all(
    USERS.map((user) => first.batch(user, rounds(2, 6), { create })),
  );
  faultsOf(server);
  await Promise.all(USERS.map(async (user, i) => {
    for (let round = i;; round++) {
      const files = await first.batches.files(user, batches[i].batch);
      if (files.every(({ state }) => state === "done")) return;
      const fixture = [first, second][round % 2];
      await using lease = await fixture.claim(user).catch(() => null);
      if (!lease) continue;
      // A worker that dies lets go of the file before its end.
      if (round % 3 === 0) await lease.release(0, "killed").catch(() => {});
      else await scoreHeld(fixture, lease, `Baker ${round}`).catch(() => {});
    }
  }));
  server.faults.choose = () => undefined;
  for (const [i, user] of USERS.entries()) {
    const lines = await linesOf(first, batches[i].batch, user);
    const scored = lines.flatMap((line) => line.kind === "scored" ? [line.file_id] : []);
    assertEquals(scored.toSorted(), batches[i].files.map(({ id }) => id));
    assertEquals(lines.filter(({ kind }) => kind === "criteria").length, 1);
  }
});

Deno.test("the lines of a record expire, none before its time, and its end after them all", async () => {
  const { kv, counts } = countedKv(await Deno.openKv(":memory:"));
  await using database = createDatabase(kv, { retentionMs: HOUR, recordRetentionMs: 10 * HOUR });
  await using fixture = await JobFixture.open({ database });
  const { batch } = await fixture.batch(USER, 1, { create: { jobDescription: JOB } });
  await score(fixture, "Ann");
  assertEquals((await linesOf(fixture, batch)).length, 3);
  assertEquals([...counts.everlasting], []);
  assertEquals(counts.shortestMs.get("record_lines"), 10 * HOUR);
  assertEquals(counts.shortestMs.get("record_ends"), 20 * HOUR);
});
