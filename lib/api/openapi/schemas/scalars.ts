import { z } from "zod";
import { USER_ID, USER_ID_RULE } from "@/lib/wire/user_id.ts";

/** What one value of a document may be. */
export const count = z.int().min(0);
export const time = z.iso.datetime();
export const score = z.number().min(0).max(100);
export const userId = z.string().regex(USER_ID).describe(`${USER_ID_RULE}; "me" is the caller`);
/** Where the log stood before an answer was read. */
export const position = z.string()
  .describe("Id of the log's last event before this was read: a stream `?from=` it leaves no gap");
/** A cursor that lists are gone on from; null at the end. */
export const nextCursor = z.string().nullable().describe("Where the next page begins");
