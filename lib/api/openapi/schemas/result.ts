import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { decision } from "@/lib/api/openapi/schemas/decision.ts";
import { batchFile } from "@/lib/api/openapi/schemas/batch.ts";
import { count, nextCursor, position, score } from "@/lib/api/openapi/schemas/scalars.ts";
import { type Match, MATCH_FIELDS } from "@/lib/wire/review/result_query.ts";
import { recordId } from "@/lib/http/record_id.ts";
import {
  type Assessment,
  type Candidate,
  type Gate,
  GATE_NAMES,
  GATE_OUTCOMES,
  MAX_SAME_PERSON,
  METS,
  type Part,
  PART_NAMES,
  REQUIREMENT_KINDS,
  type RequirementResult,
  type RequirementYears,
  type Result,
  type Results,
  type Scoring,
  type Warning,
  WARNING_CODES,
  type YearsPosition,
} from "@/lib/wire/result.ts";

const share = z.number().min(0).max(1);

export const candidate = exactly<Candidate>()(z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  location: z.string().nullable(),
  years_experience: z.number().min(0).nullable(),
  skills: z.array(z.string()),
}));

export const yearsPosition = exactly<YearsPosition>()(z.object({
  title: z.string().nullable().describe("The line that names it"),
  dates: z.string().describe("As written in the resume"),
  months: count.describe("What overlaps another position is in both"),
}));

export const requirementYears = exactly<RequirementYears>()(z.object({
  asked: z.number().min(0),
  found: z.number().min(0).nullable().describe(
    "Overlapping positions count once; null where no date tells",
  ),
  positions: z.array(yearsPosition).describe("The positions that were counted"),
  halved: z.boolean().describe(
    "True where no position names what is asked for but the resume does: half of all years count",
  ),
}));

export const requirementResult = exactly<RequirementResult>()(z.object({
  id: z.string().describe("Of the criteria's requirement"),
  text: z.string(),
  kind: z.enum(REQUIREMENT_KINDS),
  met: z.enum(METS),
  evidence: z.string().nullable().describe("The resume's line that shows it"),
  evidence_line: z.int().min(1).nullable().describe("Its place in the text, from 1"),
  years: requirementYears.nullable().describe("Null where no years are asked for"),
  value: share.describe("The share of it that the resume shows, unrounded"),
  years_value: share.nullable().describe("The share of the years asked for, unrounded"),
}));

export const part = exactly<Part>()(z.object({
  part: z.enum(PART_NAMES),
  weight: share.describe("The weights of a score sum to 1"),
  value: share.describe("Gives 100 * weight * value points"),
}));

export const gate = exactly<Gate>()(z.object({
  gate: z.enum(GATE_NAMES),
  outcome: z.enum(GATE_OUTCOMES),
  reason: z.string(),
}));

export const warning = exactly<Warning>()(z.object({
  code: z.enum(WARNING_CODES),
  message: z.string().describe("For people; it may quote the resume"),
}));

export const assessment = exactly<Assessment>()(z.object({
  score,
  candidate,
  summary: z.string().describe("One sentence that says why"),
  parts: z.array(part),
  requirements: z.array(requirementResult),
  matched: z.array(z.string()),
  missing: z.array(z.string()),
  gates: z.array(gate).describe("Demands shown beside the score; they give no points"),
  warnings: z.array(warning).describe("What to look at before trusting the score"),
}));

export const match = exactly<Match>()(z.object({
  word: z.string(),
  field: z.enum(MATCH_FIELDS),
  text: z.string().describe("What stands there, in part"),
}));

export const result = exactly<Result>()(assessment.extend({
  file_id: recordId,
  name: z.string().describe("Of the file"),
  duplicate_of: recordId.nullable()
    .describe("The file that came first and has the same bytes or the same text"),
  same_person: z.array(recordId).max(MAX_SAME_PERSON)
    .describe("Other files of the batch about the same person"),
  rank: z.int().min(1),
  criteria_version: z.int().min(1).describe("Of the criteria that it was scored by"),
  decision: decision.optional().describe("The latest; absent where nothing was decided yet"),
  matched_on: z.array(match).optional().describe("Of a search: why it is found"),
}));

export const scoring = exactly<Scoring>()(z.object({
  scored: count.describe("Files that have their new score"),
  total: count,
}));

export const results = exactly<Results>()(z.object({
  position,
  results: z.array(result).describe("Best first"),
  total: count.describe("Of all"),
  next_cursor: nextCursor,
  scoring: scoring.optional().describe("Where the batch is being scored again"),
  files: z.array(batchFile).optional()
    .describe("Where states are asked for: the files without a result that are in one of them"),
}));
