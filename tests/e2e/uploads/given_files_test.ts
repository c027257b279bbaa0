import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { assertProblem } from "@/testing/problem.ts";
import { textResumes } from "@/testing/resumes.ts";
import { rounds } from "@/testing/thorough.ts";
import { corruptPdf } from "@/tests/e2e/_resumes.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

/** Takes two commits or three, so that a server can die between two. */
const MANY = rounds(150, 300);

const empty = new File([], "empty.txt");
const picture = new File(["\x89PNG\r\n\x1a\n\0\0"], "photo.png");
const told = [{ name: "C:\\cvs\\huge.pdf", size: 99_000_000, reason: "Larger than 10 MB" }];

serverTest("a server keeps every file given on record", {}, async (server, step) => {
  const as = (user: string) => ApiClient.identify(server.url, { user });

  await step("refused files are told, listed, counted and in the CSV", async () => {
    const caller = await as("refusing");
    await using stream = await caller.stream();
    const fields = { refused: JSON.stringify(told) };
    const { batch_id, rejected } = await caller.accepted([
      empty,
      ...textResumes(2),
      picture,
      corruptPdf(),
    ], { fields });
    assertEquals(rejected.map(({ name, type }) => [name, type.split(":").at(-1)]), [
      ["empty.txt", "file-empty"],
      ["photo.png", "file-unsupported"],
      ["huge.pdf", "file-not-sent"],
    ]);
    const events = await stream.until((event) => endsRun(event, batch_id));
    const refused = events.filter(({ data }) => data.state === "refused");
    assertEquals(
      refused.map(({ data }) => String(data.file_id)).toSorted(),
      rejected.map(({ file_id }) => file_id!).toSorted(),
    );
    const { data } = events.at(-1)!;
    assertEquals([data.completed, data.total, data.refused_files, data.message], [
      3,
      3,
      3,
      "2 of 6 scored, 1 failed, 3 refused",
    ]);

    const { batch, files } = await listed(caller, batch_id);
    assertEquals([batch.total, batch.failed_files, batch.refused_files], [3, 1, 3]);
    assertEquals(
      files.filter(({ state }) => state === "refused")
        .map(({ name, size, reason }) => [name, size, reason]),
      [
        ["huge.pdf", 99_000_000, "Larger than 10 MB"],
        ["empty.txt", 0, "The file is empty"],
        ["photo.png", picture.size, rejected[1].reason],
      ],
    );
    const csv = await (await caller.fetch(
      caller.batchPath(batch_id, "/results") + "&format=csv",
    )).text();
    const lines = csv.trim().split("\r\n");
    assertEquals(lines.length, 1 + 6);
    const rows = lines.map((line) => line.replace(/^\ufeff/, "").slice(1, -1).split('","'));
    const state = rows[0].indexOf("state");
    assertEquals(rows.map((row) => row[state]), [
      "state",
      "done",
      "done",
      "refused",
      "failed",
      "refused",
      "refused",
    ]);
    assertStringIncludes(lines[3], '"huge.pdf"');
    assertEquals(rows[3].slice(state, state + 2), ["refused", "Larger than 10 MB"]);
  });

  await step(
    "where a batch is there, what is all refused is recorded; else it is a 4xx",
    async () => {
      const caller = await as("refused");
      const fields = { refused: JSON.stringify(told) };
      const problem = await assertProblem(
        await caller.upload([], { fields }),
        422,
        "nothing-accepted",
      );
      assertEquals((problem.rejected as unknown[]).length, 1);
      const { batch_id } = await caller.accepted(textResumes(1), {
        fields: { expected_files: 9 },
      });
      const more = { fields: { batch_id, ...fields }, job: null };
      const answer = await caller.accepted([picture], more);
      assertEquals([answer.accepted, answer.rejected.length], [[], 2]);
      // Sent again without a key, and with one, and with the same key.
      const headers = { "idempotency-key": "refused-only" };
      for (const options of [more, { ...more, headers }, { ...more, headers }]) {
        assertEquals(await caller.accepted([picture], options), answer);
      }
      assertEquals((await listed(caller, batch_id)).batch.refused_files, 2);
    },
  );

  await step("what is sent again is answered with the file there is", async () => {
    const caller = await as("again");
    const [first, second, third] = textResumes(3);
    const { batch_id, accepted: [file] } = await caller.accepted([first, second]);
    const again = await caller.accepted([first], { job: null, fields: { batch_id } });
    assertEquals(again.accepted, [{ ...file, already: true }]);
    const late = await caller.upload([third], { job: null, fields: { batch_id } });
    await assertProblem(late, 409, "conflict");
    const { batch, files } = await listed(caller, batch_id);
    assertEquals([batch.total, files.length], [2, 2]);
    const digest = await crypto.subtle.digest("SHA-256", await first.arrayBuffer());
    assertEquals(files[0].sha256, new Uint8Array(digest).toHex());
  });

  await step("a reopened batch takes more in a run of its own, and ranks them all", async () => {
    const caller = await as("reopening");
    await using stream = await caller.stream();
    const files = textResumes(4);
    const { batch_id } = await caller.accepted(files.slice(0, 2));
    await stream.until((event) => endsRun(event, batch_id));
    const path = caller.batchPath(batch_id, "/reopen");
    for (let i = 0; i < 2; i++) {
      const { status, body } = await caller.call("POST", path);
      assertEquals([status, body!.open, body!.run, body!.total, body!.status], [
        200,
        true,
        2,
        0,
        "queued",
      ]);
    }
    const fields = { batch_id, expected_files: 3 };
    const answer = await caller.accepted(files.slice(1, 3), { job: null, fields });
    assertEquals(answer.accepted.map(({ already }) => already ?? false), [true, false]);
    await caller.accepted([files[3]], { job: null, fields: { batch_id } });
    await caller.call("POST", caller.batchPath(batch_id, "/close"));
    const events = await stream.until((event) => endsRun(event, batch_id) && event.data.run === 2);
    const { data } = events.at(-1)!;
    assertEquals([data.run, data.completed, data.total, data.results_total], [2, 2, 2, 4]);
    const { body } = await caller.call("GET", caller.batchPath(batch_id, "/results"));
    assertEquals([body!.total, (body!.results as unknown[]).length], [4, 4]);
    const runs = (await listed(caller, batch_id)).files.map(({ run }) => run);
    assertEquals(runs, [1, 1, 2, 2]);
  });

  await step("what a page is sending is closed and cancelled by others only by force", async () => {
    const caller = await as("sending");
    const [own, other] = ["a-page-of-ours", "another-page"].map((id) => ({ "upload-sender": id }));
    const post = (batch: string, more: string, headers = {}) =>
      caller.fetch(caller.batchPath(batch, more), { method: "POST", headers });
    for (const end of ["/close", "/cancel"]) {
      const options = { fields: { expected_files: 9 }, headers: own };
      const { batch_id } = await caller.accepted(textResumes(1), options);
      const { sender } = (await listed(caller, batch_id)).batch;
      const { since, seen_at, ...rest } = sender!;
      assert(since <= seen_at);
      assertEquals(rest, {});
      const renewed = await (await post(batch_id, "/sender", own)).json();
      assertEquals(renewed.sender.since, since);
      assert(renewed.sender.seen_at > seen_at);
      await assertProblem(await post(batch_id, "/sender", other), 409, "batch-being-sent");
      await assertProblem(await post(batch_id, "/sender"), 422, "invalid-field");
      await assertProblem(await post(batch_id, end, other), 409, "batch-being-sent");
      await assertProblem(await post(batch_id, end), 409, "batch-being-sent");
      const forced = await caller.call("POST", caller.batchPath(batch_id, end) + "&force=true");
      assertEquals([forced.status, forced.body!.open, forced.body!.sender], [200, false, null]);
      await assertProblem(await post(batch_id, "/sender", own), 409, "conflict");
    }
    const options = { fields: { expected_files: 9 }, headers: own };
    const { batch_id } = await caller.accepted(textResumes(1), options);
    const closed = await (await post(batch_id, "/close", own)).json();
    assertEquals([closed.open, closed.sender], [false, null]);
  });

  await step("an upload through a SIGKILL, sent again, has every file once", async () => {
    const caller = await as("cut-off");
    const files = textResumes(3 + MANY);
    // One more than is cut off, which may all be taken before the kill, but ends nothing then.
    const first = await caller.accepted(files.slice(0, 3), {
      fields: { expected_files: files.length + 1 },
    });
    const { batch_id } = first;
    const fields = { batch_id };
    await sendHalf(caller, batch_id, files.slice(3));
    await server.restart();
    assertEquals((await listed(caller, batch_id)).files.length, 3);
    {
      await using stream = await caller.stream();
      const sending = caller.upload(files.slice(3), { job: null, fields })
        .then(async (response) => void await response.body?.cancel(), () => {});
      await stream.until(({ data }) => data.file_id === `${batch_id}-00003`);
      await server.restart();
      await sending;
    }
    await using stream = await caller.stream();
    const again = await caller.accepted([...files.slice(3), ...files.slice(0, 3), picture], {
      job: null,
      fields,
    });
    const ids = again.accepted.map(({ file_id }) => file_id);
    assertEquals(new Set(ids).size, files.length);
    const kept = again.accepted.filter(({ already }) => already).length;
    assert(kept >= 3 + 120, `${kept} were there`);
    await stream.until((event) => endsRun(event, batch_id), 60_000);
    const { batch, files: there } = await listed(caller, batch_id);
    assertEquals([batch.status, batch.successful_files, batch.open], [
      "completed",
      files.length,
      false,
    ]);
    const names = there.filter(({ state }) => state === "done").map(({ name }) => name);
    assertEquals(names.toSorted(), files.map(({ name }) => name).toSorted());
  });
});

/** The batch, and its files. */
async function listed(client: ApiClient, id: string) {
  const batch = await client.api.batch(id);
  return { batch, files: batch.files };
}

/** Sends half of an upload, and comes back when the server has taken it and waits for the rest. */
async function sendHalf(caller: ApiClient, batch: string, files: File[]): Promise<void> {
  const form = new FormData();
  form.append("user_id", caller.user);
  form.append("batch_id", batch);
  for (const file of files) form.append("files", file);
  const whole = new Response(form);
  const bytes = await whole.clone().bytes();
  const taken = Promise.withResolvers<void>();
  const half = [bytes.subarray(0, bytes.length / 2)];
  const body = new ReadableStream({
    pull(controller) {
      const piece = half.pop();
      if (piece) controller.enqueue(piece);
      else taken.resolve();
    },
  }, { highWaterMark: 0 });
  const headers = { "content-type": whole.headers.get("content-type")! };
  const init = { method: "POST", body, headers };
  caller.fetch("/api/v1/resumes/upload", init).then(
    (response) => response.body?.cancel(),
    () => {},
  );
  await taken.promise;
}
