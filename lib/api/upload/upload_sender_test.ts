import { assertEquals, assertThrows } from "@std/assert";
import { Problem } from "@/lib/http/problem.ts";
import { closerOf, SenderRenewal, uploadSender } from "@/lib/api/upload/upload_sender.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";
import { until } from "@/testing/until.ts";

const USER = "ann";
const SENDER = "page-0001";
const URL_OF = "http://localhost/close";
const requestBy = (sender?: string) =>
  new Request(URL_OF, { headers: sender === undefined ? {} : { "upload-sender": sender } });

Deno.test("uploadSender reads the header, and refuses what breaks its rule", () => {
  assertEquals(uploadSender(requestBy()), null);
  assertEquals(uploadSender(requestBy(SENDER)), SENDER);
  for (const wrong of ["", "short", "x".repeat(65), "with space"]) {
    assertThrows(() => uploadSender(requestBy(wrong)), Problem);
  }
});

Deno.test("closerOf takes force=true alone for force", () => {
  const forced = ["?force=true", "?force=1", "?force", ""].map((query) =>
    closerOf(requestBy(SENDER), new URL(URL_OF + query)).force
  );
  assertEquals(forced, [true, false, false, false]);
});

Deno.test("SenderRenewal renews while a request lasts", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1, { expected: 9, sender: SENDER });
  const seenAt = async () => (await fixture.batchOf(USER, batch)).sender!.seenAt;
  const first = await seenAt();
  {
    await using renewal = new SenderRenewal(fixture.operations, SENDER, 1);
    renewal.begin(USER, batch);
    await until("a renewal", async () => await seenAt() > first);
  }
});

Deno.test("SenderRenewal comes to rest where the batch takes no more", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1, { sender: SENDER });
  const renewal = new SenderRenewal(fixture.operations, SENDER, 0);
  renewal.begin(USER, batch);
  renewal.begin(USER, batch);
  await renewal[Symbol.asyncDispose]();
  assertEquals((await fixture.batchOf(USER, batch)).open, false);
});
