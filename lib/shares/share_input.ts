import { z } from "zod";
import { MAX_SHARE_LABEL, SHARE_HOURS } from "@/lib/wire/review/share.ts";

/** A link as it is asked for. */
export const shareRequest = z.object({
  expires_in_hours: z.int().min(SHARE_HOURS.least).max(SHARE_HOURS.most),
  blind: z.boolean(),
  may_decide: z.boolean(),
  label: z.string()
    .overwrite((label) => label.toWellFormed().trim())
    .refine((label) => label !== "" && [...label].length <= MAX_SHARE_LABEL, {
      error: `takes 1 to ${MAX_SHARE_LABEL} characters`,
    })
    .meta({ minLength: 1, maxLength: MAX_SHARE_LABEL })
    .nullable().optional(),
});
