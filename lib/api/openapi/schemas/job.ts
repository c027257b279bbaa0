import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { count, nextCursor, time, userId } from "@/lib/api/openapi/schemas/scalars.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { type Job, JOB_KINDS, JOB_STATES, type JobPage } from "@/lib/wire/job.ts";

export const job = exactly<Job>()(z.object({
  job_id: recordId,
  user_id: userId,
  batch_id: recordId,
  kind: z.enum(JOB_KINDS),
  state: z.enum(JOB_STATES),
  attempts: count.describe("How often it was claimed"),
  due_at: time.nullable().describe("Null where that is at once, or never again"),
  error: z.string().nullable().describe("What went wrong last"),
}));

export const jobPage = exactly<JobPage>()(z.object({
  jobs: z.array(job).describe("May be empty though there is a next page"),
  next_cursor: nextCursor,
}));
