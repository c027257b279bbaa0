import { assert, assertEquals } from "@std/assert";
import type { Frame } from "@/lib/sse/feed/frame.ts";
import { EventFilter } from "@/lib/sse/feed/event_filter.ts";
import { FrameWindow } from "@/lib/sse/feed/frame_window.ts";
import { range } from "@/tests/log_fixture.ts";

/** Every third is of batch "b". */
function frames(first: number, count: number, size = 10): Frame[] {
  return range(first, count).map((seq) => ({
    seq,
    type: "progress" as const,
    parts: [new Uint8Array(size).fill(seq)],
    size,
    at: seq,
    text: () => "",
    batch: () => seq % 3 === 0 ? "b" : null,
    shown: () => {
      throw new Error("no view is asked for");
    },
  }));
}

function windowOf(last: number, count: number, size?: number): FrameWindow {
  const window = new FrameWindow(last - count);
  window.push(frames(last - count + 1, count, size));
  return window;
}

const seqs = (window: FrameWindow, seq: number) => {
  const chunk = window.after(seq);
  return chunk && chunk.frames.map((frame) => frame.seq);
};

const cases: { name: string; window: FrameWindow; after: number; expect: number[] | null }[] = [
  { name: "nothing of an empty window", window: new FrameWindow(5), after: 5, expect: null },
  { name: "nothing before an empty window", window: new FrameWindow(5), after: 2, expect: null },
  { name: "all of it", window: windowOf(8, 3), after: 5, expect: [6, 7, 8] },
  { name: "what follows", window: windowOf(8, 3), after: 7, expect: [8] },
  { name: "nothing after the newest", window: windowOf(8, 3), after: 8, expect: null },
  { name: "nothing where one is missing", window: windowOf(8, 3), after: 4, expect: null },
  { name: "64 KiB at once", window: windowOf(9, 9, 20_000), after: 0, expect: [1, 2, 3] },
  { name: "one frame at least", window: windowOf(2, 2, 100_000), after: 0, expect: [1] },
];

for (const { name, window, after, expect } of cases) {
  Deno.test(`FrameWindow after gives ${name}`, () => assertEquals(seqs(window, after), expect));
}

Deno.test("FrameWindow keeps 256 KiB, the newest, and one frame at least", () => {
  const window = windowOf(100, 100, 10_000);
  assertEquals([window.covers(73), window.covers(74)], [false, true]);
  assertEquals(window.last, 100);
  window.push(frames(101, 1, 300_000));
  assertEquals([window.covers(99), window.covers(100)], [false, true]);
  assertEquals(seqs(window, 100), [101]);
});

Deno.test("FrameWindow gives streams at one place the same bytes", () => {
  const window = windowOf(5, 5);
  assert(window.after(2)!.bytes === window.after(2)!.bytes);
  window.push(frames(6, 1));
  assertEquals(seqs(window, 2), [3, 4, 5, 6]);
  assertEquals(window.after(2)!.bytes.length, 40);
});

Deno.test("FrameWindow holds no more chunks for many places than for a few", () => {
  const window = windowOf(200, 200, 1000);
  const bytes = range(0, 199).map((seq) => window.after(seq)!.bytes.length);
  assert(bytes.every((length) => length <= 64 * 1024));
});

Deno.test("FrameWindow encodes once what streams of one filter get, beside what the others get", () => {
  const window = windowOf(200, 200);
  const filters = range(0, 40).map((i) => new EventFilter({ batch: `b${i}` }));
  const [first, second] = [0, 1].map(() => [
    window.after(0)!,
    window.after(0, new EventFilter({ batch: "b" }))!,
    ...filters.map((filter) => window.after(0, filter)!),
  ]);
  assert(first.every((chunk, i) => chunk === second[i]));
  assertEquals(first.map(({ frames }) => frames.length), [200, 66, ...filters.map(() => 0)]);
  assert(first.every(({ last }) => last === 200));
  assertEquals(first[1].bytes.length, 660);
});

Deno.test("FrameWindow counts what a filter leaves out for nothing", () => {
  const window = windowOf(11, 11, 20_000);
  const chunk = window.after(0, new EventFilter({ batch: "b" }))!;
  assertEquals([chunk.frames.map(({ seq }) => seq), chunk.last], [[3, 6, 9], 11]);
});
