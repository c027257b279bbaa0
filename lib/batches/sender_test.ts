import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { JobFixture, storedFiles } from "@/tests/jobs/job_fixture.ts";
import { type Batch, newBatch } from "@/lib/batches/batch.ts";
import { BatchBeingSentError, BatchClosedError } from "@/lib/batches/batch_errors.ts";
import { checkNotSent, senderOf, withSender } from "@/lib/batches/sender.ts";

const USER = "ann";
const START = Date.UTC(2026, 0, 2);
const at = (seconds: number) => new Date(START + seconds * 1000);
const iso = (seconds: number) => at(seconds).toISOString();
const batch = newBatch("b", USER, null, at(0));

Deno.test("withSender begins, renews and begins again, and takes nobody's place", () => {
  const first = withSender(batch, "sender-1", at(0));
  assertEquals(senderOf(first, at(0)), { since: iso(0), seen_at: iso(0) });
  const renewed = withSender(first, "sender-1", at(59));
  assertEquals(senderOf(renewed, at(100)), { since: iso(0), seen_at: iso(59) });
  assertEquals(withSender(renewed, "sender-2", at(100)), renewed);
  assertEquals(withSender(renewed, null, at(100)), renewed);
  const after = withSender(renewed, "sender-2", at(119));
  assertEquals(senderOf(after, at(119)), { since: iso(119), seen_at: iso(119) });
});

Deno.test("senderOf is null after 60 s, of a closed batch, and where a clock was set back", () => {
  const sent = withSender(batch, "sender-1", at(0));
  const cases: [Batch, seconds: number, isSending: boolean][] = [
    [batch, 0, false],
    [sent, 59.999, true],
    [sent, 60, false],
    // Another machine's clock may be behind ours, but an hour is no difference of clocks.
    [sent, -30, true],
    [sent, -3600, false],
    [{ ...sent, open: false }, 0, false],
  ];
  for (const [batch, seconds, isSending] of cases) {
    assertEquals(senderOf(batch, at(seconds)) !== null, isSending, `${seconds}`);
  }
});

Deno.test("checkNotSent lets the sender, force and whoever comes later", () => {
  const sent = withSender(batch, "sender-1", at(0));
  for (const sender of [null, "sender-2"]) {
    assertThrows(() => checkNotSent(sent, { sender, force: false }, at(1)), BatchBeingSentError);
    checkNotSent(sent, { sender, force: true }, at(1));
    checkNotSent(sent, { sender, force: false }, at(61));
  }
  checkNotSent(sent, { sender: "sender-1", force: false }, at(1));
});

Deno.test("BatchOperations closes and cancels what another sends only by force", async () => {
  await using fixture = await JobFixture.open();
  const [own, other] = ["sender-1", "sender-2"];
  const { operations } = fixture;
  for (const end of ["close", "cancel"] as const) {
    const { batch } = await fixture.batch(USER, 1, { expected: 9, sender: own });
    const events = (await fixture.events(USER)).length;
    await assertRejects(() => operations[end](USER, batch), BatchBeingSentError);
    const by = { sender: other, force: false };
    await assertRejects(() => operations[end](USER, batch, by), BatchBeingSentError);
    await assertRejects(() => operations.renewSender(USER, batch, other), BatchBeingSentError);
    const { sender } = await operations.renewSender(USER, batch, own);
    assertEquals(sender?.id, own);
    assertEquals((await fixture.events(USER)).length, events);
    assertEquals((await operations[end](USER, batch, { ...by, force: true })).open, false);
    await assertRejects(() => operations.renewSender(USER, batch, own), BatchClosedError);
  }
});

Deno.test("Intake takes another's files too, and leaves the batch its sender", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1, { expected: 9, sender: "sender-1" });
  const more = { batch, create: null, files: storedFiles(1), sender: "sender-2" };
  assertEquals((await fixture.batch(USER, 0, more)).files.length, 1);
  assertEquals((await fixture.batchOf(USER, batch)).sender?.id, "sender-1");
});
