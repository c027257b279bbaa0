import type { Api } from "@/lib/client/api/api.ts";
import { ApiError } from "@/lib/client/api/api_error.ts";
import type { BackoffOptions } from "@/lib/async/backoff.ts";
import { retrying } from "@/lib/client/api/retrying.ts";

/**
 * Tells the server that a batch gets no more files: it stays open while fewer came than were
 * announced, and some may be rejected. One that is closed already is left as it is. Throws ApiError.
 */
export async function closeBatch(
  api: Api,
  batchId: string,
  backoff?: BackoffOptions,
): Promise<void> {
  try {
    await retrying(() => api.close(batchId), { backoff });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
  }
}
