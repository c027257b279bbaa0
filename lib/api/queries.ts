import { z } from "zod";
import { recordId } from "@/lib/http/record_id.ts";
import { BATCHES_PER_PAGE } from "@/lib/wire/batch.ts";
import { parsePosition } from "@/lib/wire/position.ts";
import {
  LAST_EVENT_ID,
  LOG_EVENTS,
  STREAM_QUERY,
  STREAM_STARTS,
  type StreamStart,
} from "@/lib/wire/stream_events.ts";
import { JOB_STATES, JOBS_PER_PAGE } from "@/lib/wire/job.ts";
import { RESULT_FORMATS, RESULTS_PER_PAGE } from "@/lib/wire/result.ts";

/** What of a URL's query each route takes: routes parse by it, and the OpenAPI document is built of it. */
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
 * Of a stream: where it begins, and what it is to bring. The header of LAST_EVENT_ID goes before its
 * parameter, and that before `from`.
 */
export const streamQuery = z.object({
  [LAST_EVENT_ID.query]: z.string().optional().describe("The id of the event to go on after"),
  [STREAM_QUERY.from]: z.string()
    .refine((from) => isStart(from) || parsePosition(from) !== null, {
      error: 'takes "earliest", "now" or the id of an event',
    })
    .default("now")
    .describe(`${STREAM_STARTS.join(", ")} or an event's id: where to begin`),
  [STREAM_QUERY.batchId]: recordId.optional().describe("Events of this batch only"),
  [STREAM_QUERY.events]: z.string()
    .transform((names) => names.split(","))
    .pipe(z.array(z.enum(LOG_EVENTS)))
    .optional()
    .describe(`Events of these names only, joined by commas: ${LOG_EVENTS.join(", ")}`),
});

/** Whether it is a place by name, not an event's id. */
export function isStart(from: string): from is StreamStart {
  return (STREAM_STARTS as readonly string[]).includes(from);
}

/**
 * The parameters of a URL's query, the last of those of one name.
 * @throws {z.ZodError}
 */
export function parseQuery<Query extends z.ZodType>(query: Query, url: URL): z.output<Query> {
  return query.parse(Object.fromEntries(url.searchParams));
}
