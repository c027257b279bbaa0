import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { score, time } from "@/lib/api/openapi/schemas/scalars.ts";
import { recordId } from "@/lib/http/record_id.ts";
import {
  bulkDecision as bulkInput,
  decisionUpdate as input,
} from "@/lib/decisions/decision_input.ts";
import {
  type BulkDecision,
  type BulkDecisionAnswer,
  type DecidedFile,
  type Decision,
  DECISIONS,
  type DecisionUpdate,
} from "@/lib/wire/review/decision.ts";

export const decision = exactly<Decision>()(z.object({
  decision: z.enum(DECISIONS).nullable().describe("Null where an earlier one was taken back"),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  by: z.string().describe("A user_id, or `share:` and the share's label or id"),
  at: time,
  version: z.int().min(1).describe("1 for the file's first, one more with each change: its ETag"),
  criteria_version: z.int().min(0).nullable().describe("Of the criteria of the score seen"),
  score: score.nullable().describe("As it was seen"),
}));

/** The very schema that decisions are read by. */
export const decisionUpdate = exactly<DecisionUpdate>()(input)
  .describe("What is left out is null. An earlier decision put again takes the later one back");

export const bulkDecision = exactly<BulkDecision>()(bulkInput);

export const decidedFile = exactly<DecidedFile>()(z.object({
  file_id: recordId,
  decision: decision.nullable().describe("The latest"),
  problem: z.string().nullable().describe("Why it was not decided, for people"),
}));

export const bulkDecisionAnswer = exactly<BulkDecisionAnswer>()(z.object({
  decisions: z.array(decidedFile).describe("In the order of the files asked for"),
}));
