/** What a job does: read and score one file, or go on with an operation on a batch. */
export const JOB_KINDS = ["screen", "cancel", "retry", "delete", "erase", "rescore"] as const;
export type JobKind = typeof JOB_KINDS[number];

/** Waiting for a worker, held by one, or given up after its last try. */
export const JOB_STATES = ["waiting", "running", "dead"] as const;
export type JobState = typeof JOB_STATES[number];

/** A job, as operators see it. */
export interface Job {
  job_id: string;
  user_id: string;
  batch_id: string;
  kind: JobKind;
  state: JobState;
  /** How often it was claimed. */
  attempts: number;
  /** When it may be claimed; null where that is at once, or never again. */
  due_at: string | null;
  /** What went wrong last. */
  error: string | null;
}

/** Some of the jobs in one state. */
export interface JobPage {
  jobs: Job[];
  /** Where the next page begins; null at the end. A page may be empty though there is a next one. */
  next_cursor: string | null;
}

/** Jobs on a page. */
export const JOBS_PER_PAGE = { default: 50, most: 100 };
