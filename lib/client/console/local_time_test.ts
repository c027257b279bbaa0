import { assertEquals } from "@std/assert";
import { localTime } from "@/lib/client/console/local_time.ts";

Deno.test("localTime is the reader's, with milliseconds", () => {
  assertEquals(localTime(new Date(2026, 10, 25, 4, 3, 2, 7).getTime()), "04:03:02.007");
  assertEquals(localTime(new Date(2026, 5, 25, 23, 59, 59, 999).getTime()), "23:59:59.999");
});
