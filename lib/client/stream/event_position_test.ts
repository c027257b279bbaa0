import { assertEquals } from "@std/assert";
import { isSameLog, isSeen } from "@/lib/client/stream/event_position.ts";

Deno.test("isSeen compares positions within one log only", () => {
  const cases: [string | null, string, boolean][] = [
    [null, "a.1", false],
    ["a.1", "a.1", true],
    ["a.10", "a.9", true],
    ["a.9", "a.10", false],
    ["a.9", "b.1", false],
    ["odd", "odd", true],
    ["odd", "other", false],
    ["a.1", "", false],
    ["a.b.3", "a.b.2", true],
  ];
  for (const [last, id, seen] of cases) assertEquals(isSeen(last, id), seen, `${last} ${id}`);
});

Deno.test("isSameLog wants two positions of one epoch", () => {
  assertEquals(isSameLog("a.1", "a.7"), true);
  assertEquals(isSameLog("a.1", "b.7"), false);
  assertEquals(isSameLog(null, "a.7"), false);
  assertEquals(isSameLog("odd", "odd"), false);
});
