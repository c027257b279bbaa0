import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { parseUpdate, UPDATE_TEMPLATE, updateProblem } from "@/lib/client/console/own_update.ts";

Deno.test("parseUpdate takes the template and refuses what is no JSON object", () => {
  assertEquals(parseUpdate(UPDATE_TEMPLATE).total, 10);
  assertThrows(() => parseUpdate("{"), SyntaxError, "not JSON");
  for (const text of ["[]", "3", "null"]) {
    assertThrows(() => parseUpdate(text), SyntaxError, "JSON object");
  }
});

Deno.test("updateProblem tells what the server found wrong, field by field", () => {
  const problem = {
    detail: "Some fields can't be used",
    errors: [{ field: "total", message: "must be a whole number" }],
  };
  assertEquals(updateProblem(new ApiError(422, problem, null)), [
    "Some fields can't be used (HTTP 422)",
    "total: must be a whole number",
  ]);
  assertEquals(updateProblem(new ApiError(0, {}, null)), ["The server did not answer"]);
  assertEquals(updateProblem(new SyntaxError("This is not JSON")), ["This is not JSON"]);
});
