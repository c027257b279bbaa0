import { z } from "zod";
import { recordId } from "@/lib/http/record_id.ts";
import { BATCHES_PER_PAGE, MAX_TITLE_LENGTH, MAX_TITLE_SEARCH } from "@/lib/wire/batch.ts";
import { parsePosition } from "@/lib/wire/position.ts";
import {
  LAST_EVENT_ID,
  LOG_EVENTS,
  STREAM_QUERY,
  STREAM_STARTS,
  type StreamStart,
} from "@/lib/wire/stream_events.ts";
import { JOB_STATES, JOBS_PER_PAGE } from "@/lib/wire/job.ts";
import {
  DECISION_FILTERS,
  MAX_RESULTS_PER_PAGE,
  MAX_SEARCH_LENGTH,
  RESULT_FORMATS,
} from "@/lib/wire/review/result_query.ts";
import { RECORD_PARAMETER } from "@/lib/wire/review/record_fate.ts";
import { PAGE_WIDTH } from "@/lib/wire/review/page.ts";
import { FILE_STATES } from "@/lib/wire/file_state.ts";
import type { Place } from "@/lib/batches/batch_store.ts";

/** What of a URL's query each route takes: routes parse by it, and the OpenAPI document is built of it. */
const limit = ({ default: usual, most }: { default: number; most: number }) =>
  z.coerce.number().int().min(1).max(most).default(usual);

/** Several names of a list, joined by commas. */
function namesOf<const Names extends readonly string[]>(names: Names) {
  return z.string().transform((text) => text.split(",")).pipe(z.array(z.enum(names)));
}

/** Of the batches of a user. */
export const batchesQuery = z.object({
  limit: limit(BATCHES_PER_PAGE),
  cursor: recordId.optional(),
  q: z.string().max(MAX_TITLE_SEARCH).optional()
    .describe("What the title must hold, word by word, whatever its accents and case"),
});

/** What a batch can be given anew. */
export const batchUpdate = z.object({
  title: z.string()
    .overwrite((title) => title.toWellFormed().trim())
    .refine((title) => title !== "" && [...title].length <= MAX_TITLE_LENGTH, {
      error: `takes 1 to ${MAX_TITLE_LENGTH} characters`,
    })
    .meta({ minLength: 1, maxLength: MAX_TITLE_LENGTH }),
});

/** Of deletions. */
export const deletionQuery = z.object({
  [RECORD_PARAMETER.name]: z.literal(RECORD_PARAMETER.value).optional()
    .describe("The record goes too, where records are kept for longer (RECORD_RETENTION_DAYS)"),
});

/** Of a document's page. */
export const pageQuery = z.object({
  width: z.coerce.number().int().min(PAGE_WIDTH.least).max(PAGE_WIDTH.most)
    .default(PAGE_WIDTH.usual)
    .describe("Of the picture, in pixels; a page of over 3,900,000 pixels comes smaller"),
});

/** Of the results of a batch. */
export const resultsQuery = z.object({
  format: z.enum(RESULT_FORMATS).optional()
    .describe("To be kept as a file; csv and xlsx hold the files without a result too"),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(MAX_RESULTS_PER_PAGE).optional()
    .describe("Results of a page; all of them without"),
  cursor: z.string().max(128)
    .transform(parsePlace)
    .refine((place) => place !== null, { error: "is no cursor of this server's" })
    .optional(),
  decision: namesOf(DECISION_FILTERS).optional()
    .describe(`What was decided last, joined by commas: ${DECISION_FILTERS.join(", ")}`),
  state: namesOf(FILE_STATES).optional()
    .describe(`States of files, joined by commas: ${FILE_STATES.join(", ")}`),
  q: z.string().max(MAX_SEARCH_LENGTH).optional()
    .describe("Whole words that a result must hold, whatever their accents and case"),
});

/** Of the criteria of a batch. */
export const criteriaQuery = z.object({
  version: z.coerce.number().int().min(1).max(2 ** 31).optional().describe("The latest without"),
});

/** A place among the results of a batch, as a cursor: what comes after it is the next page. */
export function formatPlace({ score, id }: Place): string {
  return `${score}~${id}`;
}

function parsePlace(cursor: string): Place | null {
  const [score, id, ...more] = cursor.split("~");
  const isPlace = /^\d{1,3}(\.\d{1,20})?$/.test(score) && recordId.safeParse(id).success;
  return isPlace && more.length === 0 ? { score: Number(score), id } : null;
}

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
  [STREAM_QUERY.events]: namesOf(LOG_EVENTS).optional()
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
