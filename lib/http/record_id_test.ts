import { assertEquals, assertThrows } from "@std/assert";
import { ulid } from "ulid";
import { Problem } from "@/lib/http/problem.ts";
import { parseRecordId, recordId } from "@/lib/http/record_id.ts";

Deno.test("parseRecordId takes the ids that this server gives", () => {
  for (const id of [ulid(), `${ulid()}-cancel-12`, "b1", "x".repeat(64)]) {
    assertEquals(parseRecordId(id, "batch"), id);
    assertEquals(recordId.parse(id), id);
  }
});

Deno.test("parseRecordId answers anything else with a short 404", () => {
  for (
    const id of ["", "x".repeat(65), "a".repeat(5000), "a b", "../x", "ü", "a\n", "a\0", "%2F"]
  ) {
    const problem = assertThrows(() => parseRecordId(id, "job"), Problem);
    assertEquals([problem.status, recordId.safeParse(id).success], [404, false]);
    assertEquals(problem.detail!.length < 100, true, problem.detail);
  }
});
