import { z } from "zod";
import { jsonBytes } from "@/lib/resume/text/clip.ts";
import { PART_NAMES, REQUIREMENT_KINDS } from "@/lib/wire/result.ts";
import {
  MAX_ALTERNATIVE_BYTES,
  MAX_ALTERNATIVES,
  MAX_PART_WEIGHT,
  MAX_REQUIREMENT_BYTES,
  MAX_REQUIREMENT_WEIGHT,
  MAX_REQUIREMENTS,
  MAX_YEARS,
  REQUIREMENT_ID,
} from "@/lib/wire/review/criteria.ts";
import { MAX_JOB_BYTES } from "@/lib/wire/upload.ts";

/** One line of text for people, without its outer blanks; half a surrogate pair is no text. */
function line(bytes: number) {
  return z.string().overwrite((text) => text.toWellFormed().replace(/\s+/g, " ").trim())
    .min(1, { error: "must not be empty" })
    .refine((text) => jsonBytes(text) <= bytes, { error: `takes ${bytes} bytes at most` })
    .meta({ maxLength: bytes });
}

const requirement = z.object({
  id: z.string().regex(REQUIREMENT_ID).optional()
    .describe("Of the requirement that this one was; left out for a new one"),
  text: line(MAX_REQUIREMENT_BYTES),
  kind: z.enum(REQUIREMENT_KINDS),
  years: z.number().min(0).max(MAX_YEARS).nullable().optional(),
  any_of: z.array(line(MAX_ALTERNATIVE_BYTES)).max(MAX_ALTERNATIVES).optional()
    .describe("Left out, it stays; where the text is another, it is read from the text"),
  knockout: z.boolean().optional(),
  weight: z.number().min(0).max(MAX_REQUIREMENT_WEIGHT).optional().describe("1 where left out"),
});

const partWeight = z.number().min(0).max(MAX_PART_WEIGHT);

/** Criteria as a person changed them. */
export const criteriaEdit = z.object({
  requirements: z.array(requirement).max(MAX_REQUIREMENTS)
    .refine((all) => areDistinct(all.flatMap(({ id }) => id ?? [])), {
      error: "has an id more than once",
    }),
  weights: z.record(z.enum(PART_NAMES), partWeight)
    .refine((weights) => Object.values(weights).some((weight) => weight > 0), {
      error: "must not all be 0",
    }),
});

function areDistinct(ids: string[]): boolean {
  return new Set(ids).size === ids.length;
}

const encoder = new TextEncoder();

/** A job description of which the criteria are wanted. */
export const criteriaQuestion = z.object({
  job_description: z.string().refine((text) => text.trim() !== "", { error: "must not be empty" })
    .refine((text) => encoder.encode(text).length <= MAX_JOB_BYTES, {
      error: `takes ${MAX_JOB_BYTES} bytes at most`,
    })
    .meta({ minLength: 1, maxLength: MAX_JOB_BYTES }),
});
