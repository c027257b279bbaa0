import { z } from "zod";
import {
  GATE_NAMES,
  GATE_OUTCOMES,
  METS,
  PART_NAMES,
  REQUIREMENT_KINDS,
  WARNING_CODES,
} from "@/lib/wire/result.ts";
import { MAX_CHARACTERS } from "@/lib/extract/document/limits.ts";
import type { Reassessment } from "@/lib/resume/assess.ts";
import type { Likeness } from "@/lib/resume/likeness/likeness.ts";
import { SKETCH_SIZE } from "@/lib/resume/likeness/sketch.ts";
import {
  type CriteriaRequirement,
  MAX_ALTERNATIVE_BYTES,
  MAX_ALTERNATIVES,
  MAX_REQUIREMENT_BYTES,
  MAX_REQUIREMENT_WEIGHT,
  MAX_YEARS,
  REQUIREMENT_ID,
} from "@/lib/wire/review/criteria.ts";
import type { Assessment } from "@/lib/wire/result.ts";

// `assess` makes far fewer and shorter ones: these bounds only stop a sandbox that was taken over.
const text = z.string().max(1_000);
const words = z.array(text).max(100);
const years = z.number().min(0).max(1_000);
const share = z.number().min(0).max(1);

const requirementResult = z.object({
  id: z.string().regex(REQUIREMENT_ID),
  text,
  kind: z.enum(REQUIREMENT_KINDS),
  met: z.enum(METS),
  evidence: text.nullable(),
  evidence_line: z.int().min(1).max(MAX_CHARACTERS).nullable(),
  years: z.object({
    asked: years,
    found: years.nullable(),
    positions: z.array(z.object({
      title: text.nullable(),
      dates: text,
      months: z.int().min(0).max(12_000),
    })).max(100),
    halved: z.boolean(),
  }).nullable(),
  value: share,
  years_value: share.nullable(),
});
const gates = z.array(z.object({
  gate: z.enum(GATE_NAMES),
  outcome: z.enum(GATE_OUTCOMES),
  reason: text,
})).max(GATE_NAMES.length);
const warnings = z.array(z.object({ code: z.enum(WARNING_CODES), message: text }))
  .max(WARNING_CODES.length);

/** An assessment as a sandbox sends it. The fields are in the order in which they are stored. */
export const assessmentSchema: z.ZodType<Assessment> = z.object({
  score: z.number().min(0).max(100),
  candidate: z.object({
    name: text.nullable(),
    email: text.nullable(),
    phone: text.nullable(),
    location: text.nullable(),
    years_experience: years.nullable(),
    skills: words,
  }),
  summary: text,
  parts: z.array(z.object({ part: z.enum(PART_NAMES), weight: share, value: share }))
    .max(PART_NAMES.length),
  requirements: z.array(requirementResult).max(100),
  matched: words,
  missing: words,
  gates,
  warnings,
});

/** What a sandbox says of a resume that it scored again. */
export const reassessmentSchema: z.ZodType<Reassessment> = z.object({
  similarity: share,
  requirements: z.array(requirementResult.nullable()).max(100),
  summary: text,
  matched: words,
  missing: words,
  gates,
  warnings,
});

const MAX_U32 = 2 ** 32 - 1;

/** What a resume is recognised by, as a sandbox sends it. */
export const likenessSchema: z.ZodType<Likeness> = z.object({
  sketch: z.array(z.int().min(0).max(MAX_U32)).length(SKETCH_SIZE).nullable(),
  email: z.string().max(254).nullable(),
  phone: z.string().max(20).nullable(),
  name: z.array(z.string().max(40)).max(8),
  starts: z.array(z.int().min(0).max(100_000)).max(40),
});

/** A requirement as a sandbox reads it: `parseJob` keeps the bounds itself. */
export const requirementSchema: z.ZodType<CriteriaRequirement> = z.object({
  id: z.string().regex(REQUIREMENT_ID),
  text: z.string().max(MAX_REQUIREMENT_BYTES),
  kind: z.enum(REQUIREMENT_KINDS),
  years: z.number().min(0).max(MAX_YEARS).nullable(),
  any_of: z.array(z.string().max(MAX_ALTERNATIVE_BYTES)).max(MAX_ALTERNATIVES),
  knockout: z.boolean(),
  weight: z.number().min(0).max(MAX_REQUIREMENT_WEIGHT),
});
