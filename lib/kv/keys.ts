/**
 * Every key of the database. Tables are plural, indexes say `_by_`, and whatever belongs to a user
 * has the user in second place, so that one prefix a table finds all of it.
 */
export const keys = {
  /** Head of a user's log: {@linkcode LogHead}. */
  head: (user: string) => ["progress", user],
  /** One event of a user's log. */
  event: (user: string, epoch: string, seq: number) => ["events", user, epoch, seq],
  /** A log that was deleted, by its random epoch alone: it names nobody. */
  deadEpoch: (epoch: string) => ["dead_epochs", epoch],

  batch: (user: string, batch: string) => ["batches", user, batch],
  jobDescription: (user: string, batch: string) => ["job_descriptions", user, batch],
  file: (user: string, batch: string, file: string) => ["files", user, batch, file],
  result: (user: string, batch: string, file: string, attempt: string) => [
    "results",
    user,
    batch,
    file,
    attempt,
  ],
  /** Ranking of a batch, best first: the score is negated. */
  fileByScore: (user: string, batch: string, score: number, file: string) => [
    "files_by_score",
    user,
    batch,
    -score,
    file,
  ],
  idempotency: (user: string, key: string) => ["idempotency_keys", user, key],

  job: (user: string, job: string) => ["jobs", user, job],
  jobByDue: (user: string, due: number, job: string) => ["jobs_by_due", user, due, job],
  deadJob: (user: string, job: string) => ["dead_jobs", user, job],
  /** Rewritten whenever a job of the user is added, deleted when none is left. */
  userWithJobs: (user: string) => ["users_with_jobs", user],

  /** Files that come in and that no batch has yet. */
  upload: (user: string, upload: string) => ["uploads", user, upload],
  /** What the user has waiting and stored. */
  usage: (user: string) => ["usages", user],
  blob: (user: string, blob: string) => ["blobs", user, blob],
  blobChunk: (user: string, blob: string, chunk: number) => ["blob_chunks", user, blob, chunk],

  /** A deletion of a user that has begun and has not ended. */
  sweep: (user: string) => ["sweeps", user],
  /** Who keeps house, and when it is due again. */
  housekeeping: () => ["housekeeping"],
  /** Written to see it expire. */
  expirySample: () => ["expiry_samples"],
  instance: (id: string) => ["instances", id],
  /** Written and read to see whether the database works. */
  probe: () => ["probes"],
  doorbell: (name: string) => ["doorbells", name],
} satisfies Record<string, (...parts: never[]) => Deno.KvKey>;

/**
 * The key prefixes of all that belongs to one user, in the order in which it is deleted. Jobs come
 * before their index, and uploads before blobs: without the first nothing is added to the second.
 */
export const userTables = [
  "jobs",
  "jobs_by_due",
  "dead_jobs",
  "batches",
  "files",
  "files_by_score",
  "job_descriptions",
  "idempotency_keys",
  "events",
  "results",
  "uploads",
  "blobs",
  "blob_chunks",
] as const;
