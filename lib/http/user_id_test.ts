import { assertEquals, assertThrows } from "@std/assert";
import { Problem } from "@/lib/http/problem.ts";
import { parseUserId } from "@/lib/http/user_id.ts";

Deno.test("parseUserId takes 1 to 128 of its characters", () => {
  for (const id of ["a", "user_123", "A.b-c@d.example", "x".repeat(128)]) {
    assertEquals(parseUserId(id), id);
  }
});

Deno.test("parseUserId refuses anything else with a 400", () => {
  const refused = ["", "x".repeat(129), "a b", "a/b", "..%2f", "ü", "a\n", "a\0", null, 1, ["a"]];
  for (const id of refused) {
    const problem = assertThrows(() => parseUserId(id), Problem);
    assertEquals(problem.status, 400);
  }
});
