import { assert, assertEquals, assertRejects } from "@std/assert";
import { BatchNotFoundError, FileNotFoundError } from "@/lib/batches/batch_errors.ts";
import { DecisionOutdatedError, DecisionStateError } from "@/lib/decisions/decision_errors.ts";
import { ifMatch } from "@/lib/http/etag.ts";
import { keys } from "@/lib/kv/keys.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";
import { refused } from "@/lib/uploads/given_file.ts";
import { bulkDecision, decisionUpdate } from "@/lib/decisions/decision_input.ts";
import {
  type DecisionUpdate,
  MAX_BULK_FILES,
  MAX_DECISION_VERSIONS,
  MAX_NOTE_LENGTH,
} from "@/lib/wire/review/decision.ts";

const USER = "ann";
const by = (update: DecisionUpdate, who = USER) => ({ update, by: who });

async function decisionEvents(fixture: JobFixture) {
  return (await fixture.allEvents(USER)).flatMap((event) =>
    event.type === "decision" ? [event.data] : []
  );
}

Deno.test("put keeps every change with who, when and the score seen, and tells of it", async () => {
  await using fixture = await JobFixture.open();
  const { decisions } = fixture;
  const { batch, files: [{ id }] } = await fixture.batch(USER, 1);
  await fixture.endFiles(USER, 1);
  const first = await decisions.put(USER, batch, id, by({ decision: "shortlist", note: "Good" }));
  const second = await decisions.put(USER, batch, id, by({ decision: "reject" }, "bob"));
  assertEquals([first.version, first.by, first.score, first.note], [1, USER, 1, "Good"]);
  assertEquals([second.version, second.by, second.note], [2, "bob", null]);
  // To undo is to put the earlier one.
  const undone = await decisions.put(USER, batch, id, by({ decision: "shortlist", note: "Good" }));
  assertEquals(await decisions.history(USER, batch, id), [first, second, undone]);
  assertEquals(await decisions.latest(USER, batch), new Map([[id, undone]]));
  assertEquals(
    (await decisionEvents(fixture)).map(({ file_id, decision, by }) => [file_id, decision, by]),
    [[id, "shortlist", USER], [id, "reject", "bob"], [id, "shortlist", USER]],
  );
});

Deno.test("put changes nothing where the same stands already", async () => {
  await using fixture = await JobFixture.open();
  const { decisions } = fixture;
  const { batch, files: [{ id }] } = await fixture.batch(USER, 1);
  await fixture.endFiles(USER, 1, "failed");
  const update: DecisionUpdate = { decision: "hold", reason: "call" };
  const first = await decisions.put(USER, batch, id, by(update));
  assertEquals(await decisions.put(USER, batch, id, by(update)), first);
  assertEquals((await decisionEvents(fixture)).length, 1);
});

Deno.test("put replaces the version that is expected, and of two at once one", async () => {
  await using fixture = await JobFixture.open();
  const { decisions } = fixture;
  const { batch, files: [{ id }] } = await fixture.batch(USER, 1);
  await fixture.endFiles(USER, 1);
  const expecting = (header: string, update: DecisionUpdate) =>
    decisions.put(USER, batch, id, { ...by(update), isExpected: ifMatch(header) });
  await expecting('"0"', { decision: "hold" });
  await assertRejects(() => expecting('"0"', { decision: "reject" }), DecisionOutdatedError);
  const both = await Promise.allSettled([
    expecting('"1"', { decision: "reject" }),
    expecting('"1"', { decision: "shortlist" }),
  ]);
  assertEquals(both.map(({ status }) => status), ["fulfilled", "rejected"]);
  assertEquals((await decisions.latest(USER, batch)).get(id)?.decision, "reject");
});

Deno.test("put refuses files that have not ended, that were refused, and that aren't there", async () => {
  await using fixture = await JobFixture.open();
  const { decisions } = fixture;
  const refusals = [refused({ name: "x.png", size: 1 }, "unsupported")];
  const { batch, files: [waiting], taken } = await fixture.batch(USER, 1, { refused: refusals });
  const decide = (user: string, batch: string, id: string) =>
    decisions.put(user, batch, id, by({ decision: "hold" }));
  await assertRejects(() => decide(USER, batch, waiting.id), DecisionStateError, "received");
  const gone = taken.find(({ refusal }) => refusal)!.file!;
  await assertRejects(() => decide(USER, batch, gone.id), DecisionStateError, "refused");
  await assertRejects(() => decide(USER, batch, "none"), FileNotFoundError);
  await assertRejects(() => decide("bob", batch, waiting.id), BatchNotFoundError);
  assertEquals(await decisionEvents(fixture), []);
});

Deno.test("putMany decides about each file by itself, over several commits", async () => {
  await using fixture = await JobFixture.open();
  const { decisions } = fixture;
  const { batch, files } = await fixture.batch(USER, 120);
  await fixture.endFiles(USER, 119);
  const ids = [...files.map(({ id }) => id), "none"];
  const before = await fixture.storedBytes(USER);
  const answers = await decisions.putMany(USER, batch, ids, by({ decision: "reject" }));
  assertEquals(answers.map(({ file_id }) => file_id), ids);
  assertEquals(answers.filter(({ problem }) => problem === null).length, 119);
  assertEquals(answers.slice(-2).map(({ decision, problem }) => [decision, problem !== null]), [
    [null, true],
    [null, true],
  ]);
  assertEquals((await decisionEvents(fixture)).length, 119);
  const made = answers.flatMap(({ decision }) => decision ?? []);
  const written = 2 * made.reduce((sum, decision) => sum + JSON.stringify(decision).length, 0);
  assert(await fixture.storedBytes(USER) - before >= written, "each, and one in the history");
  await assertRejects(
    () => decisions.putMany(USER, "none", ids, by({ decision: "hold" })),
    BatchNotFoundError,
  );
});

Deno.test("decisions go with their user, and expire with their batch", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files: [{ id }] } = await fixture.batch(USER, 1);
  await fixture.endFiles(USER, 1);
  const { expiresAt } = await fixture.batchOf(USER, batch);
  assert(Math.abs(Date.parse(expiresAt!) - Date.now() - fixture.store.retentionMs) < 60_000);
  await fixture.decisions.put(USER, batch, id, by({ decision: "hold" }));
  await fixture.sweep.delete(USER);
  for (const table of [keys.decision, keys.decisionChange]) {
    assertEquals(await Array.fromAsync(fixture.store.list({ prefix: table.prefix(USER) })), []);
  }
});

Deno.test("a file is decided about so often, and what is written takes of what its user has", async () => {
  await using fixture = await JobFixture.open();
  const { decisions } = fixture;
  const { batch, files: [{ id }] } = await fixture.batch(USER, 1);
  await fixture.endFiles(USER, 1);
  const before = await fixture.storedBytes(USER);
  const note = "x".repeat(MAX_NOTE_LENGTH);
  const first = await decisions.put(USER, batch, id, by({ decision: "hold", note }));
  assert(
    await fixture.storedBytes(USER) - before >= 2 * MAX_NOTE_LENGTH,
    "the latest, and one in the history",
  );
  const last = { ...first, version: MAX_DECISION_VERSIONS };
  await fixture.store.set(keys.decision(USER, batch, id), last);
  const more = () => decisions.put(USER, batch, id, by({ decision: "reject" }));
  await assertRejects(more, DecisionStateError, "as often as may be");
});

Deno.test("decisionUpdate and bulkDecision take so much text, and so many files", () => {
  const isTaken = (note: string) => decisionUpdate.safeParse({ decision: "hold", note }).success;
  assertEquals([isTaken("ß".repeat(MAX_NOTE_LENGTH)), isTaken("x".repeat(MAX_NOTE_LENGTH + 1))], [
    true,
    false,
  ]);
  const many = (count: number) =>
    bulkDecision.safeParse({ files: Array(count).fill("f1"), decision: "hold" }).success;
  assertEquals([many(0), many(MAX_BULK_FILES), many(MAX_BULK_FILES + 1)], [false, true, false]);
});
