import { assertEquals } from "@std/assert";
import { RecentList } from "@/lib/client/console/recent_list.ts";

Deno.test("RecentList keeps the newest items, newest first, and numbers go on", () => {
  const list = new RecentList<{ name: string }>(2);
  for (const name of ["a", "b", "c"]) list.add({ name });
  assertEquals(list.items.value, [{ name: "c", number: 3 }, { name: "b", number: 2 }]);
  list.clear();
  list.add({ name: "d" });
  assertEquals(list.items.value, [{ name: "d", number: 4 }]);
});
