import type { Job } from "@/lib/jobs/job.ts";
import type { Job as JobView, JobState } from "@/lib/wire/job.ts";

/** A job as the API shows it. */
export function jobView(job: Job, state: JobState): JobView {
  return {
    job_id: job.id,
    user_id: job.user,
    batch_id: job.batch,
    kind: job.kind,
    state,
    attempts: job.attempt,
    due_at: job.due > 0 && state !== "dead" ? new Date(job.due).toISOString() : null,
    error: job.error ?? null,
  };
}
