import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Caller } from "@/testing/api_client.ts";
import type { ReceivedEvent } from "@/testing/event_inbox.ts";
import { threeResumes } from "./_resumes.ts";
import { accepted, batchPath, type Uploaded } from "./_upload.ts";

const STATES = ["received", "extracting", "scoring", "done"];

/** Uploads three resumes and asserts all that follows, from the first event to the CSV. */
export async function mainJob(caller: Caller): Promise<void> {
  await using stream = await caller.stream();
  assertEquals((await stream.next()).type, "connected");
  const uploaded = await accepted(caller, await threeResumes());
  assertEquals(uploaded.rejected, []);
  assertEquals(uploaded.accepted.map(({ name }) => name), [
    "Ada_Lovelace.txt",
    "Alan_Turing.pdf",
    "Grace_Hopper.docx",
  ]);
  const events = await stream.until((event) => isFinal(event, uploaded.batch_id), 20_000);
  assertContiguous(events);
  assertEachFileEndsOnce(events, uploaded);
  assertNeverGoesBack(events, 3);
  assertFinal(events.at(-1)!, uploaded);
  await assertResults(caller, uploaded);
  await assertCsv(caller, uploaded);
  await assertStatus(caller, uploaded);
}

/** Whether it is the last event of a run of the batch. */
export function isFinal({ type, data }: ReceivedEvent, batch: string): boolean {
  return type === "progress" && data.batch_id === batch &&
    ["completed", "failed", "cancelled"].includes(String(data.status));
}

/** The states each file went through, by its id. */
export function statesOf(events: ReceivedEvent[]): Record<string, string[]> {
  const states: Record<string, string[]> = {};
  for (const { type, data } of events) {
    if (type === "file") (states[String(data.file_id)] ??= []).push(String(data.state));
  }
  return states;
}

/** Asserts that `completed` of one run only grows, up to `total`. */
export function assertNeverGoesBack(events: ReceivedEvent[], total: number): void {
  const counts = events.filter(({ type }) => type === "progress")
    .map(({ data }) => Number(data.completed));
  assertEquals(counts, counts.toSorted((a, b) => a - b));
  assertEquals(counts.at(-1), total);
}

/** Asserts ids `<epoch>.<seq>` of one log, with none left out. */
export function assertContiguous(events: ReceivedEvent[]): void {
  const [epoch, first] = events[0].id!.split(".");
  assertEquals(
    events.map(({ id }) => id),
    events.map((_, i) => `${epoch}.${Number(first) + i}`),
  );
}

function assertEachFileEndsOnce(events: ReceivedEvent[], { accepted }: Uploaded): void {
  const states = statesOf(events);
  assertEquals(Object.keys(states).toSorted(), accepted.map(({ file_id }) => file_id));
  for (const seen of Object.values(states)) {
    // Steps between may be left out, but each comes once, and they come in their order.
    assertEquals(seen, STATES.filter((state) => seen.includes(state)));
    assertEquals([seen[0], seen.at(-1)], ["received", "done"]);
  }
}

function assertFinal({ data }: ReceivedEvent, { batch_id, accepted }: Uploaded): void {
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

async function assertResults(caller: Caller, { batch_id, accepted }: Uploaded): Promise<void> {
  const { status, body } = await caller.call("GET", batchPath(caller, batch_id, "/results"));
  assertEquals([status, body?.total], [200, 3]);
  const results = body!.results as Record<string, unknown>[];
  assertEquals(results.map(({ file_id }) => file_id), accepted.map(({ file_id }) => file_id));
  const [best] = results;
  assertEquals([best.rank, best.name], [1, "Ada_Lovelace.txt"]);
  assertEquals((best.candidate as Record<string, unknown>).email, "ada.lovelace@example.com");
  assert((best.matched as string[]).length > 0, "nothing matched");
  assert((results.at(-1)!.missing as string[]).length > 0, "nothing is missing");
}

async function assertCsv(caller: Caller, { batch_id }: Uploaded): Promise<void> {
  const path = batchPath(caller, batch_id, "/results");
  const response = await caller.fetch(`${path}${path.includes("?") ? "&" : "?"}format=csv`);
  assertEquals(response.headers.get("content-type"), "text/csv; charset=utf-8");
  const lines = (await response.text()).trim().split("\r\n");
  assertEquals(lines.length, 4);
  assertStringIncludes(lines[0], '"rank","score","file","name","email"');
  assertStringIncludes(lines[1], '"Ada Lovelace","ada.lovelace@example.com"');
}

async function assertStatus(caller: Caller, { batch_id }: Uploaded): Promise<void> {
  const { body } = await caller.call("GET", `${caller.statusPath}?batch_id=${batch_id}`);
  const progress = body!.progress as Record<string, unknown>;
  assertEquals([body!.user_id, progress.completed], [caller.user, 3]);
  const metrics = await (await fetch(`${caller.base}/metrics`)).text();
  const wakeups = [...metrics.matchAll(/^jobs_wakeups_total\{source="\w+"\} (\d+)$/gm)];
  assert(wakeups.some(([, count]) => Number(count) > 0), "no metric counts what woke the workers");
}
