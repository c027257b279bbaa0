import { assertEquals } from "@std/assert";
import { type BatchStatus, isFinal } from "@/lib/wire/batch_status.ts";
import { isEnding } from "@/lib/wire/file_state.ts";
import { parsePosition } from "@/lib/wire/position.ts";
import type { ReceivedEvent } from "@/testing/event_inbox.ts";

/** Whether it is the last event of a run of the batch. */
export function endsRun({ event, data }: ReceivedEvent, batch: string): boolean {
  return event === "progress" && data.batch_id === batch && isFinal(data.status as BatchStatus);
}

/** The states each file went through, by its id. */
export function statesOf(events: ReceivedEvent[]): Record<string, string[]> {
  const states: Record<string, string[]> = {};
  for (const { event, data } of events) {
    if (event === "file") (states[String(data.file_id)] ??= []).push(String(data.state));
  }
  return states;
}

/** Asserts that as many files ended, each of them once in each run that it was in. */
export function assertEachFileEndsOnce(events: ReceivedEvent[], count: number): void {
  const steps = events.filter(({ event }) => event === "file").map(({ data }) => data);
  const runs = Map.groupBy(steps, ({ file_id, run }) => `${file_id} in run ${run}`);
  for (const [file, within] of runs) {
    assertEquals(within.filter(({ state }) => isEnding(String(state))).length, 1, file);
  }
  assertEquals(new Set(steps.map(({ file_id }) => file_id)).size, count);
}

/** Asserts that `completed` of each run only grows, of the last one up to `total`. */
export function assertNeverGoesBack(events: ReceivedEvent[], total: number): void {
  const updates = events.filter(({ event }) => event === "progress").map(({ data }) => data);
  const runs = Map.groupBy(updates, ({ run }) => run);
  for (const run of runs.values()) {
    const counts = run.map(({ completed }) => Number(completed));
    assertEquals(counts, counts.toSorted((a, b) => a - b));
  }
  assertEquals(updates.at(-1)?.completed, total);
}

/** Asserts ids `<epoch>.<seq>` of one log, with none left out. */
export function assertContiguous(events: ReceivedEvent[]): void {
  const { epoch, seq } = parsePosition(events[0].id!)!;
  assertEquals(events.map(({ id }) => id), events.map((_, i) => `${epoch}.${seq + i}`));
}
