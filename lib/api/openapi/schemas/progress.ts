import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { count, position, score, time, userId } from "@/lib/api/openapi/schemas/scalars.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { progressUpdate as update } from "@/lib/progress/progress.ts";
import { BATCH_STATUSES } from "@/lib/wire/batch_status.ts";
import { CLEANED, type CleanupCounts, type CleanupReport } from "@/lib/wire/cleanup_report.ts";
import { RECORD_FATES } from "@/lib/wire/review/record_fate.ts";
import type {
  Progress,
  ProgressStatus,
  ProgressUpdate,
  PublishAnswer,
  RankedFile,
} from "@/lib/wire/progress.ts";

export const rankedFile = exactly<RankedFile>()(z.object({
  file_id: recordId,
  name: z.string(),
  score,
  rank: z.int().min(1),
}));

export const progress = exactly<Progress>()(z.looseObject({
  user_id: userId,
  batch_id: recordId.nullable().describe("Null for an update that came from outside"),
  run: z.int().min(1).describe("1 for the first run, one more for each retry"),
  completed: count.describe("Never goes back within a run"),
  total: count,
  status: z.enum(BATCH_STATUSES),
  message: z.string(),
  successful_files: count,
  failed_files: count,
  cancelled_files: count.optional(),
  refused_files: count.optional(),
  unpacked_files: count.optional().describe("Those of successful_files that have no score"),
  updated_at: time,
  results: z.array(rankedFile).optional().describe("With the last event of a run: the best"),
  results_total: count.optional(),
  results_url: z.string().optional(),
})).describe("How far a batch is. Fields of an update from outside are kept as they are");

export const progressStatus = exactly<ProgressStatus>()(z.object({
  position,
  user_id: userId,
  progress: progress.nullable().describe("Null where there is none"),
}));

/** The very schema that updates are read by. */
export const progressUpdate = exactly<ProgressUpdate>()(update)
  .describe("completed is total at most; batch_id is left out; further fields are kept");

export const publishAnswer = exactly<PublishAnswer>()(z.object({
  id: z.string().describe("Of the event"),
}));

const cleanupCounts = exactly<CleanupCounts>()(z.record(z.enum(CLEANED), count));

export const cleanupReport = exactly<CleanupReport>()(z.object({
  user_id: userId,
  deleted: cleanupCounts,
  record: z.enum(RECORD_FATES).describe("Whether the records of the batches were left"),
}));
