import { batchCriteria } from "@/lib/api/answers/batch_criteria.ts";
import { readStoredJson } from "@/lib/api/stored_json.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import { changeCriteria } from "@/lib/batches/rescoring/change_criteria.ts";
import { criteriaEdit } from "@/lib/criteria/criteria_input.ts";
import { etagOf, IF_MATCH, ifMatch } from "@/lib/http/etag.ts";
import { json } from "@/lib/http/json.ts";
import { preconditionRequired } from "@/lib/http/problems.ts";
import type { Services } from "@/lib/services.ts";
import { type Criteria, MAX_CRITERIA_BYTES } from "@/lib/wire/review/criteria.ts";

/**
 * Reads criteria as a person changed them, gives them to the batch and answers with its new version.
 *
 * @throws {Problem} 400, 404, 408, 413, 428, 429
 * @throws {ZodError} a field can't be used
 * @throws {CriteriaOutdatedError} the batch has another version than If-Match names
 */
export async function putCriteria(
  req: Request,
  { user, batch, by, quota }: { user: string; batch: string; by: string; quota: Quota | null },
  services: Pick<Services, "batches" | "extractor" | "writer">,
): Promise<Response> {
  const header = req.headers.get(IF_MATCH);
  if (header === null) throw preconditionRequired("the criteria");
  const body = await readStoredJson(req, quota, { maxBytes: MAX_CRITERIA_BYTES });
  const edit = criteriaEdit.parse(body);
  const before = await batchCriteria({ user, batch, signal: req.signal }, services);
  const change = { edit, before, by, isExpected: ifMatch(header) };
  const criteria = await changeCriteria(services.writer, user, batch, change);
  return json<Criteria>(criteria, { headers: { etag: etagOf(criteria.version) } });
}
