import { assertEquals } from "@std/assert";
import type { Caller } from "@/testing/api_client.ts";
import type { ReceivedEvent } from "@/testing/event_inbox.ts";
import { JOB, type NamedFile } from "@/testing/served_batch.ts";

/** Uploads files in one request; returns the batch. */
export async function upload(caller: Caller, files: NamedFile[]): Promise<string> {
  const form = new FormData();
  form.set("job_description", JOB);
  for (const [name, content] of files) form.append("files", new Blob([content]), name);
  const response = await caller.fetch("/api/v1/resumes/upload", { method: "POST", body: form });
  const text = await response.text();
  assertEquals(response.status, 202, text);
  const { batch_id, accepted } = JSON.parse(text);
  assertEquals(accepted.length, files.length);
  return batch_id;
}

/** Whether it is the last event of a batch. */
export function isFinal({ type, data }: ReceivedEvent, batch: string): boolean {
  return type === "progress" && data.batch_id === batch &&
    ["completed", "failed", "cancelled"].includes(String(data.status));
}

/** Asserts that no id is missing or doubled, and that each of `count` files was done once. */
export function assertWhole(events: ReceivedEvent[], count: number): void {
  const [epoch, first] = events[0].id!.split(".");
  assertEquals(
    events.map(({ id }) => id),
    events.map((_, i) => `${epoch}.${Number(first) + i}`),
  );
  const done = events.filter(({ type, data }) => type === "file" && data.state === "done");
  assertEquals(done.length, count);
  assertEquals(new Set(done.map(({ data }) => data.file_id)).size, count);
}

/** What a server's metrics say, summed over all labels or those of one kind. */
export async function counted(base: string, metric: string, label = ""): Promise<number> {
  const text = await (await fetch(`${base}/metrics`)).text();
  return text.split("\n")
    .filter((line) => line.split(/[ {]/)[0] === metric && line.includes(label))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}
