import { assertEquals } from "@std/assert";
import { Problem } from "@/lib/http/problem.ts";
import { atCapacity, invalidField, tooManyJobs, unauthorized } from "@/lib/http/problems.ts";

Deno.test("Problem answers as RFC 9457 has it", async () => {
  const problem = new Problem("conflict", {
    detail: "Cannot move in: it is full",
    headers: { "retry-after": "3" },
    extensions: { beds: 2, status: "not this one" },
  });
  const response = problem.toResponse();
  assertEquals(response.status, 409);
  assertEquals(response.headers.get("content-type"), "application/problem+json");
  assertEquals(response.headers.get("cache-control"), "no-store");
  assertEquals(response.headers.get("retry-after"), "3");
  assertEquals(await response.json(), {
    type: "urn:resume-screener:problem:conflict",
    status: 409,
    title: "Conflict",
    detail: "Cannot move in: it is full",
    beds: 2,
  });
});

Deno.test("Problem can be answered twice", async () => {
  const problem = new Problem("conflict");
  await problem.toResponse().body?.cancel();
  assertEquals((await problem.toResponse().json()).title, "Conflict");
});

Deno.test("problems carry the headers and members of their kind", () => {
  assertEquals(
    unauthorized("invalid_token").toResponse().headers.get("www-authenticate"),
    'Bearer realm="resume-screener", error="invalid_token"',
  );
  assertEquals(tooManyJobs(1.2).toResponse().headers.get("retry-after"), "2");
  assertEquals(atCapacity(0).toResponse().headers.get("retry-after"), "1");
  assertEquals(invalidField("total", "too small").extensions, {
    errors: [{ field: "total", message: "too small" }],
  });
});
