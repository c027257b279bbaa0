import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { batchFile } from "@/lib/api/openapi/schemas/batch.ts";
import { decision } from "@/lib/api/openapi/schemas/decision.ts";
import { assessment, result } from "@/lib/api/openapi/schemas/result.ts";
import { position } from "@/lib/api/openapi/schemas/scalars.ts";
import { recordId } from "@/lib/http/record_id.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";

export const fileDetail = exactly<FileDetail>()(
  z.object({
    criteria_version: result.shape.criteria_version.optional(),
    ...assessment.omit({ score: true }).partial().shape,
    ...batchFile.omit({ decision: true }).shape,
    position,
    batch_id: recordId,
    rank: z.int().min(1).nullable().describe("Its place among the results"),
    ...result.pick({ duplicate_of: true, same_person: true }).shape,
    decision: decision.nullable().describe("The latest"),
    history: z.array(decision).describe("All that was decided about it, oldest first"),
  }).describe("What explains the score is there once the file is done"),
);
