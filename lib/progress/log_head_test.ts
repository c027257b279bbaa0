import { assertEquals, assertNotEquals } from "@std/assert";
import { newEpoch } from "@/lib/progress/log_head.ts";
import { parsePosition } from "@/lib/wire/position.ts";

Deno.test("newEpoch never gives the same name twice", () => {
  assertNotEquals(newEpoch(), newEpoch());
  assertEquals(parsePosition(`${newEpoch()}.0`)?.seq, 0);
});
