import { ApiError } from "@/lib/client/api/api_error.ts";
import { problemType } from "@/lib/wire/problem_types.ts";

/** Whether the error says that another page is sending into the batch. */
export function isBeingSent(error: unknown): boolean {
  return error instanceof ApiError && error.type === problemType("batch-being-sent");
}

/** Whether the error says that there is no such batch, or not for this user. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 403);
}

/** Why a batch can't be shown, for people; `shown` where it was there a moment ago. */
export function goneWords(error: unknown, shown: boolean): string {
  if (!isMissing(error)) return (error as Error).message;
  if (shown) return "This batch was deleted, or it has expired.";
  return "Not found. It may have expired or belong to someone else.";
}

/** Whether an upload ended because the batch takes no more: another page has finished it. */
export function isClosed(error: unknown): boolean {
  return error instanceof ApiError && error.type === problemType("conflict");
}
