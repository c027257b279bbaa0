import { assert, assertEquals, assertRejects } from "@std/assert";
import { BatchNotFoundError, BatchStateError } from "@/lib/batches/batch_errors.ts";
import { carryErasure } from "@/lib/batches/deletion/carry_erasure.ts";
import { eraseFile } from "@/lib/batches/deletion/erase_file.ts";
import { keys } from "@/lib/kv/keys.ts";
import { verifyRecord } from "@/lib/record/verify_record.ts";
import { screen } from "@/lib/resume/assess.ts";
import { requirementsRead } from "@/lib/resume/job/criteria.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import type { StoredFile } from "@/lib/uploads/given_file.ts";
import { PendingUpload } from "@/lib/uploads/pending_upload.ts";
import { type Criteria, DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";
import { bytesOf, JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";
const JOB = "Baker\n\nMust have\n- Sourdough";
const NAMES = ["Zebulon Quist", "Yolanda Prett", "Xaver Ohm"];
const criteria: Criteria = {
  version: 1,
  requirements: requirementsRead(JOB),
  weights: DEFAULT_WEIGHTS,
  source: "job",
  edited_at: "2026-11-01T00:00:00Z",
};

/** An ended batch of one resume each, decided about and shared. */
async function ended(fixture: JobFixture) {
  const upload = await PendingUpload.begin(USER, fixture);
  const stored: StoredFile[] = [];
  for (const name of NAMES) {
    const { id, size } = await upload.store(bytesOf(`${name}\nSourdough`));
    stored.push({ name: `${name}.txt`, size, sha256: String(stored.length).repeat(64), blob: id });
  }
  await upload.flush();
  const idempotency = { key: "k", digest: "d", accepted: [] };
  const { batch, files } = await fixture.batch(USER, 0, {
    create: { jobDescription: JOB },
    files: stored,
    upload: upload.id,
    idempotency,
  });
  await fixture.idempotency.keep(USER, "k", { accepted: NAMES });
  for (const _ of NAMES) {
    await using lease = (await fixture.claim(USER))!;
    const file = (await fixture.batches.file(USER, batch, lease.job.id))!;
    const text = `${file.name.slice(0, -4)}\nSourdough`;
    const { assessment, likeness } = screen({ text, brief: briefOf(JOB), now: new Date() });
    await fixture.writeResult(lease, file, text, assessment);
    const { token } = lease;
    await fixture.end(lease, {
      ending: "done",
      score: assessment.score,
      textBlob: token,
      attempt: token,
      likeness,
      scoring: { assessment, criteria, code: null },
    });
  }
  for (const { id, name } of files) {
    for (const decision of ["hold", "reject"] as const) {
      await fixture.decisions.put(USER, batch, id, {
        update: { decision, note: `${name} wrote` },
        by: USER,
      });
    }
  }
  await fixture.shares.create(USER, batch, { expires_in_hours: 1, blind: false, may_decide: true });
  return { batch, files };
}

/** Does what is due: erasures. */
async function carry(fixture: JobFixture): Promise<void> {
  for (;;) {
    await using lease = await fixture.claim(USER);
    if (!lease) return;
    assertEquals(lease.job.kind, "erase");
    await carryErasure(lease, new AbortController().signal, fixture);
  }
}

/** Where in the whole database something stands, in keys or in values, bytes of text among them. */
async function whereIs(fixture: JobFixture, what: string): Promise<string[]> {
  const decoder = new TextDecoder();
  const found: string[] = [];
  for await (
    const { key, value } of fixture.store.list<unknown>({ prefix: [] }, { batchSize: 9 })
  ) {
    const text = JSON.stringify(
      [key, value],
      (_, part) => part instanceof Uint8Array ? decoder.decode(part) : part,
    );
    if (text.includes(what)) found.push(String(key[0]));
  }
  return [...new Set(found)].sort();
}

const erasing = (batch: string, file: string) => ({ user: USER, batch, file, by: "boss" });

Deno.test("eraseFile leaves nothing of the candidate in the database but lines of the record", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files: [file, other] } = await ended(fixture);
  for (
    const table of ["blob_chunks", "decisions", "decision_changes", "events", "files", "results"]
  ) {
    assert((await whereIs(fixture, "Zebulon")).includes(table), table);
  }
  const before = await fixture.batchOf(USER, batch);
  const others = await whereIs(fixture, "Yolanda");
  const { epoch } = (await fixture.log.head(USER))!;

  const answer = await eraseFile(fixture.writer, erasing(batch, file.id));
  assertEquals(answer, { batch_id: batch, file_id: file.id, erased: [file.id] });
  await carry(fixture);
  assertEquals(await whereIs(fixture, "Zebulon"), []);
  assertEquals(await whereIs(fixture, "Quist"), []);
  assertEquals(await whereIs(fixture, file.id), ["record_lines"]);
  const left = await whereIs(fixture, "Yolanda");
  // The answer of the upload named all of them.
  assertEquals(left, others.filter((table) => table !== "idempotency_keys"));
  assertEquals((await fixture.batches.result(USER, batch, other.id))!.name, other.name);

  const after = await fixture.batchOf(USER, batch);
  assertEquals([after.received, after.successful, after.run], [2, 2, before.run + 1]);
  assertEquals([after.status, after.expiresAt], [before.status, before.expiresAt]);
  const head = (await fixture.log.head(USER))!;
  assert(head.epoch !== epoch);
  assertEquals(await fixture.log.reasonFor(epoch), "deleted");
  const [told, ...more] = await fixture.progress(USER);
  assertEquals([told.completed, told.total, told.results?.length, more], [2, 2, 2, []]);

  const end = (await fixture.records.end(USER, batch))!;
  const text = await new Response(ReadableStream.from(fixture.records.lines(USER, batch, end)))
    .text();
  const report = verifyRecord(text, [new Uint8Array(32)]);
  assertEquals([report.faults, report.scores], [[], 3]);
  const line = JSON.parse(text.trimEnd().split("\n").at(-2)!);
  assertEquals([line.kind, line.what, line.file_id, line.by], ["erased", "file", file.id, "boss"]);
});

Deno.test("eraseFile changes nothing again, and nothing of others", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files: [file] } = await ended(fixture);
  await assertRejects(
    () => eraseFile(fixture.writer, { ...erasing(batch, file.id), user: "bob" }),
    BatchNotFoundError,
  );
  await eraseFile(fixture.writer, erasing(batch, file.id));
  const { epoch, seq } = (await fixture.log.head(USER))!;
  assertEquals((await eraseFile(fixture.writer, erasing(batch, file.id))).erased, []);
  const head = (await fixture.log.head(USER))!;
  assertEquals([head.epoch, head.seq], [epoch, seq]);
});

Deno.test("eraseFile wants a batch that has ended", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files: [{ id }] } = await fixture.batch(USER, 2);
  await assertRejects(() => eraseFile(fixture.writer, erasing(batch, id)), BatchStateError);
  assertEquals((await fixture.batches.files(USER, batch)).length, 2);
});

Deno.test("eraseFile takes what was in a file, and what it alone was in; of a fuller one the bytes", async () => {
  // Which file is in which, which one is erased, which go, and which are left without their bytes.
  const cases: [parents: (number | null)[], file: number, gone: number[], emptied: number[]][] = [
    [[null, 0, 0], 1, [1], [0]],
    [[null, 0, 1], 2, [0, 1, 2], []],
    [[null, 0, 1], 0, [0, 1, 2], []],
    [[null, 0, null], 1, [0, 1], []],
  ];
  for (const [parents, file, gone, emptied] of cases) {
    await using fixture = await JobFixture.open();
    const { batch, files } = await ended(fixture);
    for (const [i, parent] of parents.entries()) {
      if (parent === null) continue;
      const key = keys.file(USER, batch, files[i].id);
      const { value } = await fixture.store.get<object>(key);
      await fixture.store.set(key, { ...value, parent: files[parent].id });
    }
    const { erased } = await eraseFile(fixture.writer, erasing(batch, files[file].id));
    await carry(fixture);
    assertEquals(erased.toSorted(), gone.map((i) => files[i].id));
    const left = await fixture.batches.files(USER, batch);
    assertEquals(left.length, files.length - gone.length);
    assertEquals(
      left.filter(({ blob }) => blob === null).map(({ id }) => id),
      emptied.map((i) => files[i].id),
    );
    const after = await fixture.batchOf(USER, batch);
    assertEquals([after.received, after.successful], [left.length, left.length]);
    for (const i of emptied) assertEquals(await fixture.blobs.get(USER, files[i].blob!), null);
  }
});

Deno.test("a batch of whose files none is left has ended all the same", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files } = await ended(fixture);
  for (const { id } of files) await eraseFile(fixture.writer, erasing(batch, id));
  const after = await fixture.batchOf(USER, batch);
  assertEquals([after.received, after.successful, after.status], [0, 0, "completed"]);
});
