import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { ApiClient } from "@/testing/api_client.ts";
import type { ReceivedEvent } from "@/testing/event_inbox.ts";
import { FILE_STATES } from "@/lib/wire/file_state.ts";
import {
  assertContiguous,
  assertNeverGoesBack,
  endsRun,
  statesOf,
} from "@/testing/batch_events.ts";
import type { UploadAnswer } from "@/lib/wire/upload.ts";
import { checkEvent } from "./_contract.ts";
import { threeResumes } from "./_resumes.ts";

/** Uploads three resumes and asserts all that follows, from the first event to the CSV. */
export async function mainJob(caller: ApiClient): Promise<void> {
  await using stream = await caller.stream();
  const greeting = await stream.one();
  assertEquals(greeting.event, "connected");
  const uploaded = await caller.accepted(await threeResumes());
  assertEquals(uploaded.rejected, []);
  assertEquals(uploaded.accepted.map(({ name }) => name), [
    "Ada_Lovelace.txt",
    "Alan_Turing.pdf",
    "Grace_Hopper.docx",
  ]);
  const events = await stream.until((event) => endsRun(event, uploaded.batch_id), 20_000);
  for (const { event, data } of [greeting, ...events]) checkEvent(event, data);
  assertContiguous(events);
  assertStates(events, uploaded);
  assertNeverGoesBack(events, 3);
  assertFinal(events.at(-1)!, uploaded);
  await assertResults(caller, uploaded);
  await assertCsv(caller, uploaded);
  await assertStatus(caller, uploaded);
}

function assertStates(events: ReceivedEvent[], { accepted }: UploadAnswer): void {
  const states = statesOf(events);
  assertEquals(Object.keys(states).toSorted(), accepted.map(({ file_id }) => file_id));
  for (const seen of Object.values(states)) {
    // Steps between may be left out, but each comes once, and they come in their order.
    assertEquals(seen, FILE_STATES.filter((state) => seen.includes(state)));
    assertEquals([seen[0], seen.at(-1)], ["received", "done"]);
  }
}

function assertFinal({ data }: ReceivedEvent, { batch_id, accepted }: UploadAnswer): void {
  assertEquals(
    [data.status, data.successful_files, data.failed_files, data.results_total],
    ["completed", 3, 0, 3],
  );
  assertEquals(data.results_url, `/api/v1/resumes/batches/${batch_id}/results`);
  const results = data.results as { rank: number; score: number; file_id: string }[];
  assertEquals(results.map(({ rank }) => rank), [1, 2, 3]);
  assertEquals(results.map(({ file_id }) => file_id), accepted.map(({ file_id }) => file_id));
  const scores = results.map(({ score }) => score);
  assertEquals(scores, scores.toSorted((a, b) => b - a));
}

async function assertResults(
  caller: ApiClient,
  { batch_id, accepted }: UploadAnswer,
): Promise<void> {
  const { status, body } = await caller.call("GET", caller.batchPath(batch_id, "/results"));
  assertEquals([status, body?.total], [200, 3]);
  const results = body!.results as Record<string, unknown>[];
  assertEquals(results.map(({ file_id }) => file_id), accepted.map(({ file_id }) => file_id));
  const [best] = results;
  assertEquals([best.rank, best.name], [1, "Ada_Lovelace.txt"]);
  assertEquals((best.candidate as Record<string, unknown>).email, "ada.lovelace@example.com");
  assert((best.matched as string[]).length > 0, "nothing matched");
  assert((results.at(-1)!.missing as string[]).length > 0, "nothing is missing");
}

async function assertCsv(caller: ApiClient, { batch_id }: UploadAnswer): Promise<void> {
  const path = caller.batchPath(batch_id, "/results");
  const response = await caller.fetch(`${path}${path.includes("?") ? "&" : "?"}format=csv`);
  assertEquals(response.headers.get("content-type"), "text/csv; charset=utf-8");
  const lines = (await response.text()).trim().split("\r\n");
  assertEquals(lines.length, 4);
  assertStringIncludes(lines[0], '"rank","score","file","name","email"');
  assertStringIncludes(lines[1], '"Ada Lovelace","ada.lovelace@example.com"');
}

async function assertStatus(caller: ApiClient, { batch_id }: UploadAnswer): Promise<void> {
  const { body } = await caller.call("GET", `${caller.statusPath}?batch_id=${batch_id}`);
  const progress = body!.progress as Record<string, unknown>;
  assertEquals([body!.user_id, progress.completed], [caller.user, 3]);
  const metrics = await (await fetch(`${caller.base}/metrics`)).text();
  const wakeups = [...metrics.matchAll(/^jobs_wakeups_total\{source="\w+"\} (\d+)$/gm)];
  assert(wakeups.some(([, count]) => Number(count) > 0), "no metric counts what woke the workers");
}
