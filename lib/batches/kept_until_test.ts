import { assertEquals } from "@std/assert";
import { expiryOf, keepWith } from "@/lib/batches/kept_until.ts";

Deno.test("keepWith lets what is added to a batch go with it", () => {
  const now = new Date("2026-01-02T00:00:00Z");
  const expiresAt = expiryOf(new Date("2026-01-01T00:00:00Z"), 72 * 3_600_000);
  assertEquals(expiresAt, "2026-01-04T00:00:00.000Z");
  assertEquals(keepWith({ expiresAt }, 9, now), { expireIn: 48 * 3_600_000 });
  assertEquals(keepWith({ expiresAt: "2026-01-01T00:00:00Z" }, 9, now), { expireIn: 1000 });
  assertEquals(keepWith({}, 9, now), { expireIn: 9 });
});
