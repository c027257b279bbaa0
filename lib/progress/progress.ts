import { z } from "zod";
import { BATCH_STATUSES } from "@/lib/wire/batch_status.ts";
import {
  MAX_COUNT,
  MAX_MESSAGE_LENGTH,
  type Progress,
  type ProgressUpdate,
} from "@/lib/wire/progress.ts";

const count = z.int().min(0).max(MAX_COUNT);

/** An update from outside, as it is posted. Fields beyond these are kept as they are. */
export const progressUpdate = z.looseObject({
  completed: count,
  total: count,
  status: z.enum(BATCH_STATUSES).optional(),
  message: z.string().max(MAX_MESSAGE_LENGTH).default(""),
  run: z.int().min(1).max(MAX_COUNT).default(1),
  successful_files: count.optional(),
  failed_files: count.optional(),
}).refine((update) => update.completed <= update.total, {
  path: ["completed"],
  error: "must not exceed total",
});

/** The progress that an outside update says, with what it leaves open filled in. */
export function progressOfUpdate(user: string, input: ProgressUpdate, now: Date): Progress {
  const update = progressUpdate.parse(input);
  const failed = update.failed_files ?? 0;
  return {
    ...update,
    user_id: user,
    batch_id: null,
    status: update.status ?? (update.completed === update.total ? "completed" : "processing"),
    failed_files: failed,
    successful_files: update.successful_files ?? Math.max(0, update.completed - failed),
    updated_at: now.toISOString(),
  };
}
