import { assert, assertEquals } from "@std/assert";
import { CommitPace } from "@/lib/progress/commit_pace.ts";

const longest = () => 1;

Deno.test("CommitPace lets who writes alone commit at once", () => {
  const pace = new CommitPace(longest);
  assertEquals([pace.untilNext(0), pace.isOutdated(1000)], [0, false]);
  pace.landed(1000);
  assertEquals([pace.untilNext(1000), pace.isOutdated(9999)], [0, false]);
});

Deno.test("CommitPace waits longer with each conflict, 50 ms at most", () => {
  const pace = new CommitPace(longest);
  const waits = Array.from({ length: 7 }, () => pace.refused());
  assertEquals(waits, [2, 4, 8, 16, 32, 50, 50]);
});

Deno.test("CommitPace counts from the last commit that landed, and is easy again after some", () => {
  const pace = new CommitPace(longest);
  for (let n = 0; n < 6; n++) pace.refused();
  pace.landed(1000);
  assertEquals([pace.untilNext(1000), pace.untilNext(1040), pace.untilNext(1050)], [45, 5, 0]);
  assertEquals([pace.isOutdated(1001), pace.isOutdated(1040)], [false, true]);
  let landings = 1;
  for (; pace.untilNext(1000) > 0; landings++) pace.landed(1000);
  assert(landings < 50, `${landings}`);
});
