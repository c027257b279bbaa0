import { assertEquals } from "@std/assert";
import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import type { BatchStatus } from "@/lib/wire/batch_status.ts";
import { problem } from "@/lib/api/openapi/schemas/problem.ts";
import type { ProblemDetails } from "@/lib/wire/problem_types.ts";
import { progress } from "@/lib/api/openapi/schemas/progress.ts";
import type { Progress } from "@/lib/wire/progress.ts";

interface Wire {
  id: string;
  status: BatchStatus;
  reason?: string;
  score: number | null;
}

const status = z.enum(["queued", "processing", "completed", "failed", "cancelled"]);
const fields = { id: z.string(), status, reason: z.string().optional() };
const score = z.number().nullable();

// What is tested here is what compiles: `deno check` fails where one of these does, or the good one doesn't.
Deno.test("exactly takes the schema of its type, and as it is", () => {
  const schema = z.object({ ...fields, score });
  assertEquals(exactly<Wire>()(schema) === schema, true);
});

Deno.test("exactly doesn't compile for another type", () => {
  // @ts-expect-error a field less
  exactly<Wire>()(z.object(fields));
  // @ts-expect-error an optional field less
  exactly<Wire>()(z.object({ id: z.string(), status, score }));
  // @ts-expect-error an optional field more
  exactly<Wire>()(z.object({ ...fields, score, more: z.string().optional() }));
  // @ts-expect-error null where there is none
  exactly<Wire>()(z.object({ ...fields, score, id: z.string().nullable() }));
  // @ts-expect-error no null where there is one
  exactly<Wire>()(z.object({ ...fields, score: z.number() }));
  // @ts-expect-error a status by another name
  exactly<Wire>()(z.object({ ...fields, score, status: z.enum(["waiting"]) }));
  // @ts-expect-error a status less
  exactly<Wire>()(z.object({ ...fields, score, status: status.exclude(["failed"]) }));
  // @ts-expect-error further fields, where the type has a name for each
  exactly<Wire>()(z.looseObject({ ...fields, score }));
  // @ts-expect-error any
  exactly<Wire>()(z.any());
  // @ts-expect-error of the wire's own: an optional member renamed
  exactly<Omit<ProblemDetails, "limit"> & { bound?: number }>()(problem);
  // @ts-expect-error of the wire's own: a field beside the index signature
  exactly<Progress & { more: string }>()(progress);
});
