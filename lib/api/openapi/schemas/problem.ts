import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { count } from "@/lib/api/openapi/schemas/scalars.ts";
import { rejection } from "@/lib/api/openapi/schemas/upload.ts";
import {
  type FieldError,
  PROBLEM_TYPES,
  type ProblemDetails,
  type ProblemSlug,
  problemType,
} from "@/lib/wire/problem_types.ts";
import type { NothingAccepted } from "@/lib/wire/upload.ts";

const slugs = Object.keys(PROBLEM_TYPES) as ProblemSlug[];

export const fieldError = exactly<FieldError>()(z.object({
  field: z.string().describe("A dotted path; empty for the whole"),
  message: z.string(),
}));

export const problem = exactly<ProblemDetails>()(z.object({
  type: z.enum(slugs.map((slug) => problemType(slug))),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().optional().describe("What happened this time, for a person"),
  errors: z.array(fieldError).optional().describe("Of invalid-field"),
  limit_bytes: count.optional().describe("Of payload-too-large"),
  limit: count.optional().describe("Of too-many-files and too-many-streams"),
})).describe("RFC 9457");

export const nothingAccepted = exactly<NothingAccepted>()(problem.extend({
  rejected: z.array(rejection),
}));
