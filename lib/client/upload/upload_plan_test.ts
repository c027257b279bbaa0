import { assertEquals } from "@std/assert";
import { planRequests } from "@/lib/client/upload/upload_plan.ts";

const sizes = (...bytes: number[]) => bytes.map((size) => ({ size }));

Deno.test("planRequests keeps to both limits and to the order", () => {
  assertEquals(planRequests([]), []);
  assertEquals(planRequests(sizes(1, 1, 1), { maxFiles: 2 }), [[0, 1], [2]]);
  assertEquals(planRequests(sizes(4, 4, 4), { maxBytes: 8 }), [[0, 1], [2]]);
  assertEquals(planRequests(sizes(1, 99, 1), { maxBytes: 8 }), [[0], [1], [2]]);
});

Deno.test("planRequests sends each file exactly once", () => {
  const plan = planRequests(
    sizes(...Array.from({ length: 1_000 }, (_, i) => i * 7_919 % 3_000_000)),
  );
  assertEquals(plan.flat(), Array.from({ length: 1_000 }, (_, i) => i));
});
