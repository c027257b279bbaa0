import { assertEquals } from "@std/assert";
import { LruCache } from "@/lib/cache/lru_cache.ts";

Deno.test("LruCache forgets what was not used for longest", () => {
  const cache = new LruCache<string, number>(2);
  cache.set("a", 1);
  cache.set("b", 2);
  assertEquals(cache.get("a"), 1);
  cache.set("c", 3);
  assertEquals([cache.get("a"), cache.get("b"), cache.get("c")], [1, undefined, 3]);
  assertEquals(cache.size, 2);
});

Deno.test("LruCache replaces and deletes", () => {
  const cache = new LruCache<string, number>(2);
  cache.set("a", 1);
  cache.set("a", 2);
  assertEquals([cache.size, cache.get("a")], [1, 2]);
  cache.delete("a");
  assertEquals([cache.size, cache.get("a")], [0, undefined]);
});
