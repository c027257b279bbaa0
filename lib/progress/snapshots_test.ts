import { assert, assertEquals } from "@std/assert";
import { progressOfUpdate } from "@/lib/progress/progress.ts";
import type { Progress } from "@/lib/wire/progress.ts";
import type { BatchStatus } from "@/lib/wire/batch_status.ts";
import {
  currentProgress,
  noSnapshots,
  withoutBatch,
  withProgress,
} from "@/lib/progress/snapshots.ts";

function of(batch: string | null, status: BatchStatus, more: Record<string, unknown> = {}) {
  const update = { completed: 1, total: 2, status, ...more };
  return { ...progressOfUpdate("u", update, new Date(0)), batch_id: batch } as Progress;
}

const sequences: {
  name: string;
  events: [string | null, BatchStatus][];
  current: string | null;
}[] = [
  { name: "the only batch", events: [["b1", "processing"]], current: "b1 processing" },
  {
    name: "the latest unfinished batch",
    events: [["b1", "processing"], ["b2", "queued"], ["b1", "processing"]],
    current: "b2 queued",
  },
  {
    name: "the one still unfinished when a later one has ended",
    events: [["b1", "processing"], ["b2", "processing"], ["b2", "completed"]],
    current: "b1 processing",
  },
  {
    name: "the latest when all have ended, whichever ended last",
    events: [
      ["b1", "processing"],
      ["b2", "processing"],
      ["b2", "failed"],
      ["b1", "completed"],
    ],
    current: "b2 failed",
  },
  {
    name: "a batch that runs again",
    events: [["b1", "processing"], ["b1", "failed"], ["b1", "processing"]],
    current: "b1 processing",
  },
  {
    name: "an update from outside, which is as late as it comes",
    events: [["b1", "completed"], [null, "completed"]],
    current: "null completed",
  },
  { name: "nothing of no events", events: [], current: null },
];

for (const { name, events, current } of sequences) {
  Deno.test(`currentProgress is ${name}`, () => {
    const snapshots = events.reduce(
      (snapshots, [batch, status]) => withProgress(snapshots, of(batch, status)),
      noSnapshots,
    );
    const progress = currentProgress(snapshots);
    assertEquals(progress && `${progress.batch_id} ${progress.status}`, current);
  });
}

Deno.test("withProgress remembers eight open batches, the latest", () => {
  let snapshots = noSnapshots;
  for (let n = 0; n < 20; n++) snapshots = withProgress(snapshots, of(`b${n}`, "processing"));
  assertEquals(
    snapshots.open.map((progress) => progress.batch_id),
    ["b12", "b13", "b14", "b15", "b16", "b17", "b18", "b19"],
  );
});

Deno.test("withProgress keeps what a small update adds, and leaves its argument alone", () => {
  const before = withProgress(noSnapshots, of("b1", "processing"));
  const frozen = structuredClone(before);
  const after = withProgress(before, of("b1", "processing", { eta_seconds: 5 }));
  assertEquals(before, frozen);
  assertEquals(currentProgress(after)?.eta_seconds, 5);
});

Deno.test("withProgress leaves out results, and shortens what is large to the contract's fields", () => {
  const results = [{ file_id: "f", name: "n", score: 1, rank: 1 }];
  const small = currentProgress(withProgress(noSnapshots, of("b", "completed", { results })))!;
  assertEquals(small.results, undefined);
  const more = { extra: "x".repeat(5000), message: "m".repeat(5000) };
  const large = currentProgress(withProgress(noSnapshots, of("b", "completed", more)))!;
  assertEquals(large.extra, undefined);
  assert(large.message.startsWith("mmm") && large.message.length <= 200);
});

Deno.test("withoutBatch forgets a batch, whether it has ended or not, and no other", () => {
  const events = [["b1", "processing"], ["b2", "completed"], ["b3", "queued"]] as const;
  const all = events.reduce(
    (all, [batch, status]) => withProgress(all, of(batch, status)),
    noSnapshots,
  );
  const left = ({ open, ended }: typeof all) => [...open, ended].map((it) => it?.batch_id);
  assertEquals(left(withoutBatch(all, "b1")), ["b3", "b2"]);
  assertEquals(left(withoutBatch(all, "b2")), ["b1", "b3", undefined]);
});
