import { batchPath } from "@/lib/client/api/api.ts";
import { ApiError } from "@/lib/client/api/api_error.ts";
import type { Criteria, CriteriaEdit, CriteriaQuestion } from "@/lib/wire/review/criteria.ts";

/**
 * What a job description asks for.
 * @throws {ApiError}
 */
export function readCriteria(job: string): Promise<Criteria> {
  const question: CriteriaQuestion = { job_description: job };
  return call("/api/v1/resumes/criteria", "POST", question);
}

/**
 * The criteria of a batch: the latest, or a version.
 * @throws {ApiError}
 */
export function batchCriteria(batchId: string, version?: number): Promise<Criteria> {
  const query = version === undefined ? "" : `?version=${version}`;
  return call(`${batchPath(batchId)}/criteria${query}`, "GET");
}

/**
 * Changes the criteria of a batch, which had `version`.
 * @throws {ApiError} 412: they have another by now
 */
export function putCriteria(
  batchId: string,
  edit: CriteriaEdit,
  version: number,
): Promise<Criteria> {
  return call(`${batchPath(batchId)}/criteria`, "PUT", edit, { "if-match": `"${version}"` });
}

async function call(
  path: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Criteria> {
  const json = body === undefined ? undefined : JSON.stringify(body);
  const type: Record<string, string> = json === undefined
    ? {}
    : { "content-type": "application/json" };
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      body: json,
      headers: { accept: "application/json", ...type, ...headers },
    });
  } catch {
    throw new ApiError(0, {}, null);
  }
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw ApiError.from(response.status, text, response.headers.get("retry-after"));
}
