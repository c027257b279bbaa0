import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { time } from "@/lib/api/openapi/schemas/scalars.ts";
import {
  criteriaEdit as edit,
  criteriaQuestion as question,
} from "@/lib/criteria/criteria_input.ts";
import { PART_NAMES, REQUIREMENT_KINDS } from "@/lib/wire/result.ts";
import {
  type Criteria,
  CRITERIA_SOURCES,
  type CriteriaEdit,
  type CriteriaQuestion,
  type CriteriaRequirement,
  MAX_ALTERNATIVES,
  MAX_PART_WEIGHT,
  MAX_REQUIREMENT_WEIGHT,
  MAX_REQUIREMENTS,
  MAX_YEARS,
  REQUIREMENT_ID,
} from "@/lib/wire/review/criteria.ts";

export const criteriaRequirement = exactly<CriteriaRequirement>()(z.object({
  id: z.string().regex(REQUIREMENT_ID).describe("Stays with it through all versions"),
  text: z.string(),
  kind: z.enum(REQUIREMENT_KINDS),
  years: z.number().min(0).max(MAX_YEARS).nullable().describe(
    "Of experience, where it asks for some",
  ),
  any_of: z.array(z.string()).max(MAX_ALTERNATIVES).describe("Any one of these meets it"),
  knockout: z.boolean().describe("Shown as a gate: who lacks it is out, whatever the score"),
  weight: z.number().min(0).max(MAX_REQUIREMENT_WEIGHT).describe("Against others of its kind"),
}));

export const criteria = exactly<Criteria>()(z.object({
  version: z.int().min(0).describe("0 where they are not stored"),
  requirements: z.array(criteriaRequirement).max(MAX_REQUIREMENTS),
  weights: z.record(z.enum(PART_NAMES), z.number().min(0).max(MAX_PART_WEIGHT))
    .describe("Of the parts of a score, against each other"),
  source: z.enum(CRITERIA_SOURCES),
  edited_at: time,
}));

/** The very schema that it is read by. */
export const criteriaEdit = exactly<CriteriaEdit>()(edit);

/** The very schema that it is read by. */
export const criteriaQuestion = exactly<CriteriaQuestion>()(question);
