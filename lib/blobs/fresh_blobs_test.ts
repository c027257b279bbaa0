import { assertEquals } from "@std/assert";
import { FreshBlobs } from "@/lib/blobs/fresh_blobs.ts";
import { until } from "@/testing/until.ts";

const chunk = (...bytes: number[]) => Uint8Array.from(bytes);

Deno.test("FreshBlobs gives a blob once", () => {
  using blobs = new FreshBlobs();
  blobs.add("ann", "a", [chunk(1, 2), chunk(3)]);
  assertEquals([blobs.take("bob", "a"), blobs.take("ann", "b")], [null, null]);
  assertEquals(blobs.take("ann", "a"), chunk(1, 2, 3));
  assertEquals([blobs.take("ann", "a"), blobs.bytes], [null, 0]);
});

Deno.test("FreshBlobs keeps those that came first, and never more than it has room for", () => {
  using blobs = new FreshBlobs({ maxBytes: 4 });
  blobs.add("ann", "a", [chunk(1, 2)]);
  blobs.add("ann", "b", [chunk(1, 2, 3)]);
  blobs.add("ann", "c", [chunk(1, 2)]);
  assertEquals([blobs.bytes, blobs.hasRoom(1)], [4, false]);
  assertEquals(["a", "b", "c"].map((id) => blobs.take("ann", id)?.length), [2, undefined, 2]);
});

Deno.test("FreshBlobs lets go of what nobody takes, and of what is deleted", async () => {
  using blobs = new FreshBlobs({ maxAgeMs: 5 });
  blobs.add("ann", "a", [chunk(1)]);
  blobs.add("ann", "b", [chunk(1, 2)]);
  blobs.drop("ann", "b");
  assertEquals(blobs.bytes, 1);
  await until("it to expire", () => blobs.bytes === 0);
  assertEquals(blobs.take("ann", "a"), null);
});
