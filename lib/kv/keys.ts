import { table } from "@/lib/kv/table.ts";

/**
 * Every key of the database. Tables are plural, indexes say `_by_`, and whatever belongs to a user
 * has the user in second place, so that one prefix a table finds all of it.
 */
export const keys = {
  /** Head of a user's log: {@linkcode LogHead}. */
  head: table<[user: string]>("progress"),
  /** One event of a user's log. */
  event: table<[user: string, epoch: string, seq: number]>("events"),
  /** A log that was deleted, by its random epoch alone: it names nobody. */
  deadEpoch: table<[epoch: string]>("dead_epochs"),

  batch: table<[user: string, batch: string]>("batches"),
  jobDescription: table<[user: string, batch: string]>("job_descriptions"),
  /** What a batch's resumes are scored by, by version; none where that is what its job asks for. */
  criteria: table<[user: string, batch: string, version: number]>("criteria"),
  file: table<[user: string, batch: string, file: string]>("files"),
  /** The file of a batch that is what {@linkcode fingerprint} says. */
  fileByPrint: table<[user: string, batch: string, print: string]>("files_by_print"),
  result: table<[user: string, batch: string, file: string, attempt: string]>("results"),
  /** Ranking of a batch, best first. */
  fileByScore: table<[user: string, batch: string, score: number, file: string]>(
    "files_by_score",
    { descending: 2 },
  ),
  /** What was decided last about a file of a batch. */
  decision: table<[user: string, batch: string, file: string]>("decisions"),
  /** Every decision about it, by version. */
  decisionChange: table<[user: string, batch: string, file: string, version: number]>(
    "decision_changes",
  ),
  /** One line of a batch's record: {@linkcode StoredLine}. */
  recordLine: table<[user: string, batch: string, seq: number]>("record_lines"),
  /** Where the record of a batch ends: {@linkcode ChainEnd}. */
  recordEnd: table<[user: string, batch: string]>("record_ends"),
  /** What a scored file is recognised by: {@linkcode StoredLikeness}. */
  likeness: table<[user: string, batch: string, file: string]>("likenesses"),
  /** A link by which others see a batch. */
  share: table<[user: string, batch: string, share: string]>("shares"),
  /** Where the share is whose token has this SHA-256, in hex. */
  shareByToken: table<[hash: string]>("shares_by_token"),
  idempotency: table<[user: string, key: string]>("idempotency_keys"),

  job: table<[user: string, job: string]>("jobs"),
  jobByDue: table<[user: string, due: number, job: string]>("jobs_by_due"),
  deadJob: table<[user: string, job: string]>("dead_jobs"),
  /** Rewritten whenever a job of the user is added, deleted when none is left. */
  userWithJobs: table<[user: string]>("users_with_jobs"),

  /** Files that come in and that no batch has yet. */
  upload: table<[user: string, upload: string]>("uploads"),
  /** What the user has waiting and stored. */
  usage: table<[user: string]>("usages"),
  blob: table<[user: string, blob: string]>("blobs"),
  blobChunk: table<[user: string, blob: string, chunk: number]>("blob_chunks"),

  /** A deletion of a user that has begun and has not ended. */
  sweep: table<[user: string]>("sweeps"),
  /** Who keeps house, and when it is due again. */
  housekeeping: table<[]>("housekeeping"),
  /** Written to see it expire. */
  expirySample: table<[]>("expiry_samples"),
  instance: table<[id: string]>("instances"),
  /** The shape of what is stored: a whole number. */
  schema: table<[]>("schemas"),
  /** Written and read to see whether the database works. */
  probe: table<[]>("probes"),
  doorbell: table<[name: string]>("doorbells"),
};

/**
 * The tables of all that belongs to one user, in the order in which it is deleted. Jobs come before
 * their index, and uploads before blobs: without the first nothing is added to the second.
 */
export const userTables = [
  keys.job,
  keys.jobByDue,
  keys.deadJob,
  keys.batch,
  keys.file,
  keys.fileByScore,
  keys.fileByPrint,
  keys.decision,
  keys.decisionChange,
  keys.share,
  keys.jobDescription,
  keys.criteria,
  keys.idempotency,
  keys.event,
  keys.result,
  keys.likeness,
  keys.upload,
  keys.blob,
  keys.blobChunk,
];

/** The tables of the records, by user and batch: they may be kept for longer than what they tell of. */
export const recordTables = [keys.recordLine, keys.recordEnd];

/** The tables of what belongs to one batch, by user and batch; files come last. */
export const batchTables = [
  keys.criteria,
  keys.fileByScore,
  keys.fileByPrint,
  keys.likeness,
  keys.decision,
  keys.decisionChange,
  keys.share,
  keys.result,
  keys.file,
];
