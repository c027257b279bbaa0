import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { userId } from "@/lib/api/openapi/schemas/scalars.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { problemType } from "@/lib/wire/problem_types.ts";
import {
  type AcceptedFile,
  MAX_JOB_BYTES,
  MAX_REFUSED,
  type Rejection,
  REJECTIONS,
  UPLOAD_FIELDS,
  type UploadAnswer,
} from "@/lib/wire/upload.ts";

type FormField = typeof UPLOAD_FIELDS[keyof typeof UPLOAD_FIELDS];

/** The form of an upload, as a multipart body spells it: every value is text or a file. */
export const uploadForm = z.object(
  {
    [UPLOAD_FIELDS.job]: z.string()
      .describe(`Text, or a document as a file; ${MAX_JOB_BYTES} bytes at most. For a new batch`)
      .optional(),
    [UPLOAD_FIELDS.criteria]: z.string()
      .describe("JSON {requirements, weights}, beside or in place of the job. For a new batch")
      .optional(),
    [UPLOAD_FIELDS.batch]: recordId.optional().describe("An open batch, to add to"),
    [UPLOAD_FIELDS.expected]: z.int().min(1).optional()
      .describe("The new batch stays open until so many files came"),
    [UPLOAD_FIELDS.blind]: z.enum(["true", "false"]).optional()
      .describe("Whether names, contacts, places and the like are hidden. For a new batch"),
    [UPLOAD_FIELDS.blindSchools]: z.enum(["true", "false"]).optional()
      .describe("Whether that hides schools too"),
    [UPLOAD_FIELDS.user]: userId.optional(),
    [UPLOAD_FIELDS.refused]: z.string().optional()
      .describe(`Files that are not sent: JSON [{name, size, reason}], ${MAX_REFUSED} at most`),
    [UPLOAD_FIELDS.files]: z.array(z.file()).min(1)
      .describe("The resumes, after the other fields"),
  } satisfies Record<FormField, z.ZodType>,
);

export const rejection = exactly<Rejection>()(z.object({
  file_id: recordId.nullable().describe("Null where it is not on record"),
  name: z.string(),
  reason: z.string().describe("For people"),
  type: z.enum(REJECTIONS.map(problemType)),
}));

export const acceptedFile = exactly<AcceptedFile>()(z.object({
  file_id: recordId,
  name: z.string(),
  already: z.literal(true).optional()
    .describe("The batch had it before: same name, size and bytes"),
}));

export const uploadAnswer = exactly<UploadAnswer>()(z.object({
  batch_id: recordId,
  accepted: z.array(acceptedFile),
  rejected: z.array(rejection),
}));
