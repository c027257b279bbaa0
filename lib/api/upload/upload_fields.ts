import { z } from "zod";
import { criteriaEdit } from "@/lib/criteria/criteria_input.ts";
import { fileName, UNSAFE_CHARACTERS } from "@/lib/http/multipart/file_name.ts";
import { invalidField } from "@/lib/http/problems.ts";
import { recordId } from "@/lib/http/record_id.ts";
import type { RefusedFile } from "@/lib/uploads/given_file.ts";
import type { Hiding } from "@/lib/wire/blind/blind_text.ts";
import type { CriteriaEdit } from "@/lib/wire/review/criteria.ts";
import { MAX_REASON_LENGTH, MAX_REFUSED, UPLOAD_FIELDS } from "@/lib/wire/upload.ts";

/** What the fields beside the job and the files say. */
export interface UploadFields {
  /** The batch to add to; null for a new one. */
  batch: string | null;
  expected: number | null;
  /** By what a new batch's resumes are scored; null for what its job asks for. */
  criteria: CriteriaEdit | null;
  /** What a new batch hides; null where nothing. */
  blind: Hiding | null;
  /** Files that the page doesn't send. */
  refused: RefusedFile[];
}

const toldRefusal = z.object({
  name: z.string().transform(fileName),
  size: z.int().min(0),
  reason: z.string().trim().min(1).max(MAX_REASON_LENGTH)
    .transform((reason) => reason.toWellFormed().replace(UNSAFE_CHARACTERS, " ")),
}).transform((told): RefusedFile => ({ ...told, type: "file-not-sent" }));

const fromJson = z.string().transform((text, context) => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("must be JSON");
    return z.NEVER;
  }
});

const flag = z.enum(["true", "false"]).default("false").transform((text) => text === "true");

const schema = z.object({
  [UPLOAD_FIELDS.batch]: recordId.optional(),
  [UPLOAD_FIELDS.expected]: z.coerce.number({ error: "must be a whole number" }).int().min(1)
    .optional(),
  [UPLOAD_FIELDS.refused]: fromJson.pipe(z.array(toldRefusal).max(MAX_REFUSED)).default([]),
  [UPLOAD_FIELDS.blind]: flag,
  [UPLOAD_FIELDS.blindSchools]: flag,
  [UPLOAD_FIELDS.criteria]: fromJson.pipe(criteriaEdit).optional(),
});

/** Whether a field of this name is read here. */
export function isUploadField(name: string): boolean {
  return Object.hasOwn(schema.shape, name);
}

/**
 * Reads the fields; those that are empty are as good as left out.
 *
 * @throws {z.ZodError}
 * @throws {Problem} 422
 */
export function parseUploadFields(
  fields: ReadonlyMap<string, string>,
  maxFiles: number,
): UploadFields {
  const parsed = schema.parse(Object.fromEntries(fields));
  if ((parsed.expected_files ?? 0) > maxFiles) {
    throw invalidField(UPLOAD_FIELDS.expected, `must be ${maxFiles} at most`);
  }
  return {
    batch: parsed.batch_id ?? null,
    expected: parsed.expected_files ?? null,
    refused: parsed.refused,
    criteria: parsed.criteria ?? null,
    blind: parsed.blind ? { schools: parsed.blind_schools } : null,
  };
}
