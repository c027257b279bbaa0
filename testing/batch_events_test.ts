import { assertEquals, assertThrows } from "@std/assert";
import {
  assertContiguous,
  assertEachFileEndsOnce,
  assertNeverGoesBack,
  endsRun,
} from "@/testing/batch_events.ts";
import type { ReceivedEvent } from "@/testing/event_inbox.ts";

const EPOCH = "0123456789abcdef";
const event = (event: string, data: Record<string, unknown>, seq = 1): ReceivedEvent => ({
  event,
  id: `${EPOCH}.${seq}`,
  data,
  at: 0,
});
const file = (file_id: string, state: string, run = 1) => event("file", { file_id, state, run });
const progress = (completed: number, run = 1) => event("progress", { completed, run });

Deno.test("assertEachFileEndsOnce finds endings that are missing or doubled, by run", () => {
  const good = [file("a", "done"), file("b", "failed"), file("b", "extracting", 2)];
  assertThrows(() => assertEachFileEndsOnce(good, 2), Error, "b in run 2");
  assertEachFileEndsOnce([...good, file("b", "done", 2)], 2);
  assertThrows(() => assertEachFileEndsOnce([...good, file("a", "failed")], 2), Error, "a in run");
  assertThrows(() => assertEachFileEndsOnce([file("a", "done")], 2));
});

Deno.test("assertNeverGoesBack lets a new run begin anew, and nothing else", () => {
  assertNeverGoesBack([progress(1), progress(2), progress(1, 2), progress(2, 2)], 2);
  assertThrows(() => assertNeverGoesBack([progress(2), progress(1), progress(2)], 2));
  assertThrows(() => assertNeverGoesBack([progress(1)], 2));
});

Deno.test("assertContiguous finds holes and doubles", () => {
  const log = (...seqs: number[]) => seqs.map((seq) => event("file", {}, seq));
  assertContiguous(log(3, 4, 5));
  assertThrows(() => assertContiguous(log(3, 5)));
  assertThrows(() => assertContiguous(log(3, 3)));
});

Deno.test("endsRun knows the last event of a batch's run", () => {
  const cases: [status: string, batch: string, ends: boolean][] = [
    ["completed", "b", true],
    ["cancelled", "b", true],
    ["processing", "b", false],
    ["completed", "c", false],
  ];
  for (const [status, batch_id, ends] of cases) {
    assertEquals(endsRun(event("progress", { status, batch_id }), "b"), ends);
  }
});
