import { RECORD_FATES } from "@/lib/wire/review/record_fate.ts";
import { z } from "zod";
import { decision } from "@/lib/api/openapi/schemas/decision.ts";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import {
  count,
  nextCursor,
  position,
  score,
  time,
  userId,
} from "@/lib/api/openapi/schemas/scalars.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { batchUpdate as update } from "@/lib/api/queries.ts";
import type {
  Batch,
  BatchDeletion,
  BatchFile,
  BatchPage,
  BatchSummary,
  BatchUpdate,
  Sender,
} from "@/lib/wire/batch.ts";
import { BATCH_STATUSES } from "@/lib/wire/batch_status.ts";
import { FILE_STATES } from "@/lib/wire/file_state.ts";

export const batchFile = exactly<BatchFile>()(z.object({
  file_id: recordId,
  parent: recordId.nullable().describe("The file that it was in; null where given by itself"),
  name: z.string(),
  size: count.nullable().describe("Bytes; null where a refused file was not read to its end"),
  sha256: z.string().regex(/^[0-9a-f]{64}$/).nullable().describe("Null where it was refused"),
  state: z.enum(FILE_STATES),
  reason: z.string().nullable().describe("Why it failed or was refused, for people"),
  retryable: z.boolean().describe("Whether another try may go better"),
  score: score.nullable().describe("Once it is done; null of one that was unpacked"),
  run: z.int().min(1).describe("The run of the batch that it was last in"),
  updated_at: time,
  decision: decision.optional().describe("In lists of results, where something was decided"),
}));

export const sender = exactly<Sender>()(z.object({
  since: time,
  seen_at: time.describe("Over 60 s after that"),
}));

export const batchSummary = exactly<BatchSummary>()(z.object({
  batch_id: recordId,
  user_id: userId,
  title: z.string().describe("At first the first line of its job"),
  run: z.int().min(1).describe("1 for the first run, one more for each retry"),
  status: z.enum(BATCH_STATUSES),
  blind: z.boolean().describe("Whether what tells whose a file is is hidden, for everybody"),
  blind_schools: z.boolean().describe("Whether schools are hidden too"),
  open: z.boolean().describe("Whether more files may come"),
  total: count,
  completed: count.describe("successful + failed + cancelled files of this run"),
  successful_files: count,
  failed_files: count,
  cancelled_files: count,
  refused_files: count.describe("Given and not accepted; neither in total nor in completed"),
  unpacked_files: count.describe("Those of successful_files that were unpacked: without a score"),
  expected_files: count.nullable().describe("How many were announced"),
  sender: sender.nullable().describe("The page that is sending files into it"),
  created_at: time,
  updated_at: time,
  expires_at: time.nullable()
    .describe("When it is deleted by itself; documents go as long after they came"),
}));

/** The very schema that updates are read by. */
export const batchUpdate = exactly<BatchUpdate>()(update);

export const batchDeletion = exactly<BatchDeletion>()(z.object({
  batch_id: recordId,
  deleted: z.boolean().describe("False where there was none, or not any more"),
  record: z.enum(RECORD_FATES).describe("Whether there is a record of it still"),
}));

export const batch = exactly<Batch>()(batchSummary.extend({
  position,
  job_description: z.string().nullable(),
  files: z.array(batchFile),
}));

export const batchPage = exactly<BatchPage>()(z.object({
  batches: z.array(batchSummary),
  next_cursor: nextCursor,
}));
