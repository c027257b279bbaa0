import { assert, assertEquals, assertMatch } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { mainJob } from "@/tests/e2e/_main_job.ts";
import { assertProblem } from "@/testing/problem.ts";
import {
  assertContiguous,
  assertEachFileEndsOnce,
  assertNeverGoesBack,
  endsRun,
} from "@/testing/batch_events.ts";
import { JOB, textResumes } from "@/testing/resumes.ts";
import { corruptPdf } from "@/tests/e2e/_resumes.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

/** Of a batch that is cancelled half way. */
const FILES = 120;

serverTest("a server in open mode keeps the contract of batches", {}, async (server, step) => {
  const as = (user: string) => ApiClient.identify(server.url, { user });

  await step("the main job runs for any user", async () => {
    await Promise.all([mainJob(await as("ann")), mainJob(await as("bea@example.com"))]);
  });

  await step("expected_files keeps a batch open over two requests", async () => {
    const caller = await as("expecting");
    await using stream = await caller.stream();
    const first = await caller.accepted(textResumes(2), { fields: { expected_files: 3 } });
    const batch = first.batch_id;
    const before = await stream.until(({ data }) => data.completed === 2);
    assertEquals([before.at(-1)!.data.status, before.at(-1)!.data.total], ["processing", 3]);
    assertEquals((await caller.call("GET", caller.batchPath(batch))).body!.open, true);
    const second = await caller.accepted(textResumes(3).slice(2), {
      job: null,
      fields: { batch_id: batch },
    });
    assertEquals(second.batch_id, batch);
    const after = await stream.until((event) => endsRun(event, batch));
    assertNeverGoesBack([...before, ...after].slice(1), 3);
    const late = await caller.upload(textResumes(4).slice(3), { fields: { batch_id: batch } });
    await assertProblem(late, 409, "conflict");
    const { body } = await caller.call("GET", caller.batchPath(batch));
    assertEquals([body!.open, body!.total, body!.job_description], [
      false,
      3,
      JOB.replaceAll("\n", "\r\n"),
    ]);
    assertEquals((body!.files as unknown[]).length, 3);
  });

  await step("close ends a batch that waits for more files", async () => {
    const caller = await as("closing");
    await using stream = await caller.stream();
    const { batch_id } = await caller.accepted(textResumes(1), { fields: { expected_files: 9 } });
    await stream.until(({ data }) => data.completed === 1);
    const { status, body } = await caller.call("POST", caller.batchPath(batch_id, "/close"));
    assertEquals([status, body!.open, body!.status, body!.total], [200, false, "completed", 1]);
    const [final] = (await stream.until((event) => endsRun(event, batch_id))).slice(-1);
    assertEquals([final.data.total, final.data.results_total], [1, 1]);
    const again = await caller.call("POST", caller.batchPath(batch_id, "/close"));
    assertEquals([again.status, again.body!.status], [200, "completed"]);
  });

  await step("cancel ends every file once, and retry does them in a new run", async () => {
    const caller = await as("cancelling");
    await using stream = await caller.stream();
    // So many that they can't all be done before the request comes.
    const { batch_id } = await caller.accepted(textResumes(FILES));
    assertEquals((await stream.one()).event, "connected");
    const begun = await stream.until(({ data }) => data.state === "done");
    assertEquals((await caller.call("POST", caller.batchPath(batch_id, "/cancel"))).status, 200);
    const cancelled = await stream.until((event) => endsRun(event, batch_id));
    const { data } = cancelled.at(-1)!;
    assertEquals([data.status, data.completed, data.run], ["cancelled", FILES, 1]);
    assert(Number(data.cancelled_files) > 0, "nothing was left to cancel");

    const { body } = await caller.call("POST", caller.batchPath(batch_id, "/retry"));
    assertEquals([body!.run, body!.completed], [2, FILES - Number(data.cancelled_files)]);
    const retried = await stream.until((event) => endsRun(event, batch_id), 60_000);
    assertNeverGoesBack(retried, FILES);
    assertEquals([retried.at(-1)!.data.status, retried.at(-1)!.data.run], ["completed", 2]);
    const all = [...begun, ...cancelled, ...retried];
    assertEachFileEndsOnce(all, FILES);
    assertContiguous(all);
    const none = await caller.fetch(caller.batchPath(batch_id, "/retry"), { method: "POST" });
    await assertProblem(none, 409, "conflict");
  });

  await step("a corrupt PDF fails alone, with a reason, and may be retried", async () => {
    const caller = await as("unlucky");
    await using stream = await caller.stream();
    const { batch_id, accepted: files } = await caller.accepted([
      corruptPdf(),
      ...textResumes(1),
    ]);
    const events = await stream.until((event) => endsRun(event, batch_id));
    const failure = events.find(({ data }) => data.state === "failed")!;
    assertEquals(failure.data.file_id, files[0].file_id);
    assertMatch(String(failure.data.reason), /damaged/);
    const { data } = events.at(-1)!;
    assertEquals([data.status, data.successful_files, data.failed_files], ["completed", 1, 1]);
    await caller.call("POST", caller.batchPath(batch_id, "/retry"));
    const [final] = (await stream.until((event) => endsRun(event, batch_id))).slice(-1);
    assertEquals([final.data.run, final.data.failed_files, final.data.completed], [2, 1, 2]);
    const again = (id: string) =>
      caller.fetch(caller.batchPath(batch_id, `/files/${id}/retry`), { method: "POST" });
    assertEquals((await (await again(files[0].file_id)).json()).run, 3);
    const [alone] = (await stream.until((event) => endsRun(event, batch_id))).slice(-1);
    assertEquals([alone.data.run, alone.data.failed_files, alone.data.completed], [3, 1, 2]);
    await assertProblem(await again(files[1].file_id), 409, "conflict");
    await assertProblem(await again("none"), 404, "not-found");
  });

  await step("a batch all of whose files fail has failed", async () => {
    const caller = await as("hapless");
    await using stream = await caller.stream();
    const { batch_id } = await caller.accepted([corruptPdf()]);
    const [final] = (await stream.until((event) => endsRun(event, batch_id))).slice(-1);
    assertEquals([final.data.status, final.data.results_total], ["failed", 0]);
  });

  await step("an Idempotency-Key makes two requests one batch", async () => {
    const caller = await as("repeating");
    const headers = { "idempotency-key": "once-and-only-once" };
    const first = await caller.accepted(textResumes(3), { headers });
    const second = await caller.accepted(textResumes(3), { headers });
    assertEquals(second, first);
    const other = await caller.accepted(textResumes(1), { headers: { "idempotency-key": "b" } });
    assertEquals(await batchesOf(caller), [other.batch_id, first.batch_id]);
    const at = await as("repeating-at-once");
    const both = [at.upload(textResumes(3), { headers }), at.upload(textResumes(3), { headers })];
    const statuses = [];
    for (const response of await Promise.all(both)) {
      statuses.push(response.status);
      await response.body?.cancel();
    }
    assert(
      statuses.includes(202) && statuses.every((it) => it === 202 || it === 409),
      `${statuses}`,
    );
    assertEquals((await batchesOf(at)).length, 1);
  });

  await step("batches are listed newest first, by cursor", async () => {
    const caller = await as("listing");
    const made: string[] = [];
    for (let i = 0; i < 5; i++) {
      const fields = { expected_files: 2 };
      made.unshift((await caller.accepted(textResumes(1), { fields })).batch_id);
    }
    const pages: string[][] = [];
    for (let cursor: unknown = ""; cursor !== null;) {
      const query = `user_id=listing&limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await caller.call("GET", `/api/v1/resumes/batches?${query}`);
      pages.push((body!.batches as { batch_id: string }[]).map(({ batch_id }) => batch_id));
      cursor = body!.next_cursor;
    }
    assertEquals(pages.map((page) => page.length), [2, 2, 1]);
    assertEquals(pages.flat(), made);
  });

  await step("an update can't pass for a batch's own", async () => {
    const [batch_id] = await batchesOf(await as("listing"));
    const response = await fetch(`${server.url}/api/v1/sse/progress/listing`, {
      method: "POST",
      body: JSON.stringify({ completed: 1, total: 1, batch_id }),
    });
    await assertProblem(response, 409, "conflict");
  });

  await step("DELETE forgets batches, results and all, also of a running batch", async () => {
    const caller = await as("forgotten");
    const { batch_id } = await caller.accepted(textResumes(20));
    const { status, body } = await caller.call("DELETE", caller.progressPath);
    const deleted = body!.deleted as Record<string, number>;
    assertEquals([status, body!.user_id, deleted.batches], [200, "forgotten", 1]);
    assert(deleted.files === 20 && deleted.events > 0, JSON.stringify(deleted));
    const missing = await caller.fetch(caller.batchPath(batch_id, "/results"));
    await assertProblem(missing, 404, "not-found");
    assertEquals(await batchesOf(caller), []);
    assertEquals((await caller.call("GET", caller.statusPath)).body!.progress, null);
    await mainJob(caller);
  });

  await step("a batch that isn't there is a 404 for everything", async () => {
    const caller = await as("seeking");
    const lost = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    for (const [method, more] of [["GET", ""], ["GET", "/results"], ["POST", "/close"]]) {
      const response = await caller.fetch(caller.batchPath(lost, more), { method });
      await assertProblem(response, 404, "not-found");
    }
    const response = await caller.upload(textResumes(1), { fields: { batch_id: lost } });
    await assertProblem(response, 404, "not-found");
  });
});

async function batchesOf(caller: ApiClient): Promise<string[]> {
  const { body } = await caller.call("GET", `/api/v1/resumes/batches?user_id=${caller.user}`);
  return (body!.batches as { batch_id: string }[]).map(({ batch_id }) => batch_id);
}
