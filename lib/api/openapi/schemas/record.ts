import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { criteria } from "@/lib/api/openapi/schemas/criteria.ts";
import { part } from "@/lib/api/openapi/schemas/result.ts";
import { count, score, time, userId } from "@/lib/api/openapi/schemas/scalars.ts";
import { recordId } from "@/lib/http/record_id.ts";
import {
  GATE_NAMES,
  GATE_OUTCOMES,
  METS,
  REQUIREMENT_KINDS,
  WARNING_CODES,
} from "@/lib/wire/result.ts";
import type { FileErasure } from "@/lib/wire/review/file_erasure.ts";
import { DECISIONS } from "@/lib/wire/review/decision.ts";
import type {
  BlindLiftedEntry,
  ClosedEntry,
  CriteriaEntry,
  DecisionEntry,
  ErasedEntry,
  ExportedEntry,
  LineFrame,
  RecordHead,
  RevokedEntry,
  ScoredEntry,
  SharedEntry,
} from "@/lib/wire/review/record_line.ts";
import { RESULT_FORMATS } from "@/lib/wire/review/result_query.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const frame = z.object({
  seq: z.int().min(1),
  at: time,
  by: z.string().describe("A user_id, a share, or software:"),
  prev: sha256.describe("Of the line before, without its LF; zeros in the first"),
});

type Line<Entry> = { [Field in keyof (LineFrame & Entry)]: (LineFrame & Entry)[Field] };

const scored = exactly<Line<ScoredEntry>>()(frame.extend({
  kind: z.literal("scored"),
  file_id: recordId,
  sha256: sha256.nullable(),
  run: z.int().min(1),
  criteria_version: count,
  score,
  parts: z.array(part).describe("The score is 100 times the sum of weight times value, rounded"),
  requirements: z.array(
    z.object({ id: z.string(), kind: z.enum(REQUIREMENT_KINDS), met: z.enum(METS) }),
  ),
  gates: z.array(z.object({ gate: z.enum(GATE_NAMES), outcome: z.enum(GATE_OUTCOMES) })),
  warnings: z.array(z.enum(WARNING_CODES)),
  code: z.string().nullable().describe("Of the code that read and scored it: part of its SHA-256"),
}));

const decision = exactly<Line<DecisionEntry>>()(frame.extend({
  kind: z.literal("decision"),
  file_id: recordId,
  decision: z.enum(DECISIONS).nullable(),
  reason: z.string().nullable(),
  version: z.int().min(1),
  criteria_version: count.nullable(),
  score: score.nullable(),
}));

const shared = exactly<Line<SharedEntry>>()(frame.extend({
  kind: z.literal("shared"),
  share_id: recordId,
  label: z.string().nullable(),
  blind: z.boolean(),
  may_decide: z.boolean(),
  expires_at: time,
}));

const erased = exactly<Line<ErasedEntry>>()(frame.extend({
  kind: z.literal("erased"),
  what: z.enum(["file", "batch", "user"]),
  file_id: recordId.nullable(),
  sha256: sha256.nullable(),
}));

const recordHead = exactly<RecordHead>()(z.object({
  kind: z.literal("head"),
  batch_id: recordId,
  user_id: userId,
  first: z.int().min(1).describe("The seq of the first line that is kept"),
  count,
  hash: sha256.describe("Of the line before this one, without its LF"),
  at: time,
  signature: sha256.describe("HMAC-SHA256 by the server's secret"),
})).describe("The last line of a record that is taken out");

export const recordLine = z.discriminatedUnion("kind", [
  exactly<Line<CriteriaEntry>>()(
    frame.extend({ kind: z.literal("criteria") }).extend(criteria.shape),
  ),
  scored,
  decision,
  exactly<Line<BlindLiftedEntry>>()(frame.extend({ kind: z.literal("blind_lifted") })),
  shared,
  exactly<Line<RevokedEntry>>()(frame.extend({ kind: z.literal("revoked"), share_id: recordId })),
  exactly<Line<ExportedEntry>>()(frame.extend({
    kind: z.literal("exported"),
    format: z.enum([...RESULT_FORMATS, "record"]),
  })),
  erased,
  exactly<Line<ClosedEntry>>()(frame.extend({ kind: z.literal("closed") })),
  recordHead,
]).describe("One line of a batch's record; the last is its head");

export const fileErasure = exactly<FileErasure>()(z.object({
  batch_id: recordId,
  file_id: recordId,
  erased: z.array(recordId).describe("With what was in it, and what it alone was in"),
}));
