import { assertEquals } from "@std/assert";
import { isSameLog, isSeen } from "@/lib/client/stream/event_position.ts";

Deno.test("isSeen compares positions within one log only", () => {
  const cases: [string | null, string, boolean][] = [
    [null, "aaaaaaaaaaaaaaaa.1", false],
    ["aaaaaaaaaaaaaaaa.1", "aaaaaaaaaaaaaaaa.1", true],
    ["aaaaaaaaaaaaaaaa.10", "aaaaaaaaaaaaaaaa.9", true],
    ["aaaaaaaaaaaaaaaa.9", "aaaaaaaaaaaaaaaa.10", false],
    ["aaaaaaaaaaaaaaaa.9", "bbbbbbbbbbbbbbbb.1", false],
    ["odd", "odd", true],
    ["odd", "other", false],
    ["aaaaaaaaaaaaaaaa.1", "", false],
  ];
  for (const [last, id, seen] of cases) assertEquals(isSeen(last, id), seen, `${last} ${id}`);
});

Deno.test("isSameLog wants two positions of one epoch", () => {
  assertEquals(isSameLog("aaaaaaaaaaaaaaaa.1", "aaaaaaaaaaaaaaaa.7"), true);
  assertEquals(isSameLog("aaaaaaaaaaaaaaaa.1", "bbbbbbbbbbbbbbbb.7"), false);
  assertEquals(isSameLog(null, "aaaaaaaaaaaaaaaa.7"), false);
  assertEquals(isSameLog("odd", "odd"), false);
});
