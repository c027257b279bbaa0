import { criteriaQuestion } from "@/lib/criteria/criteria_input.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { json } from "@/lib/http/json.ts";
import { readJson } from "@/lib/http/json_body.ts";
import { invalidField } from "@/lib/http/problems.ts";
import type { Services } from "@/lib/services.ts";
import { type Criteria, DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";
import { MAX_JOB_BYTES } from "@/lib/wire/upload.ts";

/** JSON may write a byte of text as three of its own (\u00e9), and there are quotes and line ends. */
const MAX_BODY_BYTES = 4 * MAX_JOB_BYTES;

/**
 * Reads a job description and answers with its criteria.
 *
 * @throws {Problem} 400, 408, 413; 422 where it can't be read
 * @throws {ZodError} a field can't be used
 */
export async function readCriteria(
  req: Request,
  { extractor }: Pick<Services, "extractor">,
): Promise<Response> {
  const body = await readJson(req, { maxBytes: MAX_BODY_BYTES });
  const { job_description } = criteriaQuestion.parse(body);
  const criteria = await criteriaOf(job_description, extractor, req.signal);
  return json<Criteria>({ ...criteria, version: 0, edited_at: new Date().toISOString() });
}

/**
 * What a job description asks for, read in a sandbox.
 *
 * @throws {Problem} 422
 */
export async function criteriaOf(
  description: string,
  extractor: Services["extractor"],
  signal?: AbortSignal,
): Promise<Omit<Criteria, "version" | "edited_at">> {
  try {
    const requirements = await extractor.criteria(description, { signal });
    return { requirements, weights: DEFAULT_WEIGHTS, source: "job" };
  } catch (error) {
    if (!(error instanceof ExtractionError)) throw error;
    throw invalidField("job_description", error.message);
  }
}
