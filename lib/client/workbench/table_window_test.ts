import { assert, assertEquals } from "@std/assert";
import { inSight, windowParts } from "@/lib/client/workbench/table_window.ts";

Deno.test("inSight draws what is in sight and a few more, wherever it is scrolled", () => {
  const sight = { seen: 600, size: 44, count: 1_000 };
  for (let scrolled = -100; scrolled <= 44 * 1_000; scrolled += 37) {
    const [from, to] = inSight({ ...sight, scrolled }, 3);
    assert(from * 44 <= Math.max(0, scrolled) && to <= 1_000, `${scrolled}: ${from} to ${to}`);
    assert(to === 1_000 || to * 44 >= scrolled + 600, `${scrolled}: ${from} to ${to}`);
    assert(to - from <= 23, `${to - from} rows`);
  }
});

Deno.test("inSight of a short or empty list is the list", () => {
  const sight = { scrolled: 9_999, seen: 600, size: 44 };
  assertEquals(inSight({ ...sight, scrolled: 0, count: 5 }, 3), [0, 5]);
  assertEquals(inSight({ ...sight, count: 0 }, 3), [0, 0]);
});

type Args = Parameters<typeof windowParts>;
const CASES: [what: string, parts: string, ...Args][] = [
  ["a window in the middle", "gap 2, 2, 3, gap 6", [2, 4], 10, null],
  ["the kept one within it once", "gap 2, 2, 3, gap 6", [2, 4], 10, 3],
  ["a kept one before", "0, gap 4, 5, 6, gap 3", [5, 7], 10, 0],
  ["a kept one after, at the end", "0, 1, gap 7, 9", [0, 2], 10, 9],
  ["a kept one right after", "0, 1, 2, gap 7", [0, 2], 10, 2],
  ["no kept one that isn't there", "0, 1", [0, 2], 2, 7],
  ["nothing of nothing", "", [0, 0], 0, 0],
];
for (const [what, parts, ...args] of CASES) {
  Deno.test(`windowParts has ${what}`, () => {
    const drawn = windowParts(...args)
      .map((part) => "gap" in part ? `gap ${part.gap}` : String(part.at)).join(", ");
    assertEquals(drawn, parts);
  });
}
