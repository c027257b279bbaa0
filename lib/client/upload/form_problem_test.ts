import { assertEquals } from "@std/assert";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { formProblem } from "@/lib/client/upload/form_problem.ts";

function refused(field: string, message: string): ApiError {
  const errors = [{ field, message }];
  return new ApiError(422, { detail: `Cannot use the request: ${field}`, errors }, null);
}

Deno.test("formProblem says at the job what is wrong with it", () => {
  assertEquals(formProblem(refused("job_description", "The PDF is damaged")), {
    at: "job",
    message: "The PDF is damaged",
  });
  assertEquals(
    formProblem(refused("job_description", "must not be empty")).message,
    "The job description must not be empty",
  );
});

Deno.test("formProblem says anything else at the form", () => {
  assertEquals(formProblem(refused("expected_files", "must be 1000 at most")), {
    at: "form",
    message: "Cannot use the request: expected_files",
  });
  const unknown = formProblem(new ApiError(401, { detail: "send a Bearer token" }, null));
  assertEquals([unknown.at, unknown.message.includes("session")], ["form", true]);
  assertEquals(formProblem(new TypeError("Cannot send")).message, "Cannot send");
});
