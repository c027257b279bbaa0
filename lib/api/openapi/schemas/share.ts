import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { time } from "@/lib/api/openapi/schemas/scalars.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { shareRequest as input } from "@/lib/shares/share_input.ts";
import type { NewShare, ShareList, ShareRequest, ShareSummary } from "@/lib/wire/review/share.ts";

/** The very schema that links are asked for by. */
export const shareRequest = exactly<ShareRequest>()(input);

export const shareSummary = exactly<ShareSummary>()(z.object({
  share_id: recordId,
  label: z.string().nullable().describe("Who it is for"),
  blind: z.boolean().describe("Whether names, contacts and the names of files are hidden"),
  may_decide: z.boolean(),
  created_at: time,
  expires_at: time,
  revoked_at: time.nullable().describe("Null while it stands"),
}));

export const newShare = exactly<NewShare>()(shareSummary.extend({
  url: z.string().describe("The page to hand on; it is told this once"),
}));

export const shareList = exactly<ShareList>()(z.object({
  shares: z.array(shareSummary).describe("Oldest first, with those that ended within a day"),
}));
