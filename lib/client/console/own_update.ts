import { ApiError } from "@/lib/client/api/api_error.ts";
import type { ProgressUpdate } from "@/lib/wire/progress.ts";
import { isRecord } from "@/lib/wire/record.ts";

/** What the editor starts with. */
export const UPDATE_TEMPLATE = JSON.stringify(
  {
    completed: 3,
    total: 10,
    status: "processing",
    message: "Reading resumes",
    successful_files: 3,
    failed_files: 0,
  },
  null,
  2,
);

/**
 * Reads what was written as an update; whether the server takes it, it says itself.
 * @throws {SyntaxError} it is no JSON object; the message is for people
 */
export function parseUpdate(text: string): ProgressUpdate {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`This is not JSON: ${(error as Error).message}`);
  }
  if (!isRecord(value)) throw new SyntaxError("An update is a JSON object: { ... }");
  return value as ProgressUpdate;
}

/** Why an update was not published, a line for each field. */
export function updateProblem(error: unknown): string[] {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ApiError)) return [message];
  const fields = error.problem.errors ?? [];
  const status = error.status === 0 ? message : `${message} (HTTP ${error.status})`;
  return [status, ...fields.map(({ field, message }) => `${field}: ${message}`)];
}
