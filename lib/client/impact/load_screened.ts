import type { Api } from "@/lib/client/api/api.ts";
import type { Screened } from "@/lib/client/impact/impact.ts";
import { retrying } from "@/lib/client/api/retrying.ts";

const PER_PAGE = 300;

/**
 * All scored candidates of a batch; who was shortlisted counts as selected.
 *
 * @throws {ApiError}
 */
export async function loadScreened(
  api: Api,
  batchId: string,
  signal: AbortSignal,
): Promise<Screened[]> {
  const screened: Screened[] = [];
  for (let total = 1; screened.length < total;) {
    const range = { offset: screened.length, limit: PER_PAGE };
    const page = await retrying(() => api.results(batchId, range, signal), { signal });
    if (page.results.length === 0) break;
    total = page.total;
    screened.push(...page.results.map(({ name, candidate, score, decision }) => ({
      file: name,
      email: candidate.email,
      score,
      selected: decision?.decision === "shortlist",
    })));
  }
  return screened;
}
