import { z } from "zod";
import { recordId } from "@/lib/http/record_id.ts";
import { BATCHES_PER_PAGE } from "@/lib/wire/batch.ts";
import { JOB_STATES, JOBS_PER_PAGE } from "@/lib/wire/job.ts";
import { RESULT_FORMATS, RESULTS_PER_PAGE } from "@/lib/wire/result.ts";

/** What of a URL's query each list takes: routes parse by it, and the OpenAPI document is built of it. */
const limit = ({ default: usual, most }: { default: number; most: number }) =>
  z.coerce.number().int().min(1).max(most).default(usual);

/** Of the batches of a user. */
export const batchesQuery = z.object({
  limit: limit(BATCHES_PER_PAGE),
  cursor: recordId.optional(),
});

/** Of the results of a batch. */
export const resultsQuery = z.object({
  format: z.enum(RESULT_FORMATS).default("json"),
  offset: z.coerce.number().int().min(0).default(0),
  limit: limit({ default: RESULTS_PER_PAGE, most: RESULTS_PER_PAGE }),
});

/** Of where a user's progress stands: the batch, where it isn't the latest. */
export const statusQuery = z.object({ batch_id: recordId.optional() });

/** Of the jobs of all users. */
export const jobsQuery = z.object({
  state: z.enum(JOB_STATES).default("waiting"),
  limit: limit(JOBS_PER_PAGE),
  cursor: z.string().max(256).optional(),
});

/**
 * The parameters of a URL's query, the last of those of one name.
 * @throws {z.ZodError}
 */
export function parseQuery<Query extends z.ZodType>(query: Query, url: URL): z.output<Query> {
  return query.parse(Object.fromEntries(url.searchParams));
}
