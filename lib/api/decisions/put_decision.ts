import { readStoredJson } from "@/lib/api/stored_json.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import { decisionUpdate } from "@/lib/decisions/decision_input.ts";
import { etagOf, IF_MATCH, ifMatch } from "@/lib/http/etag.ts";
import { json } from "@/lib/http/json.ts";
import type { Services } from "@/lib/services.ts";
import { type Decision, MAX_DECISION_BYTES } from "@/lib/wire/review/decision.ts";

/** Whose file is decided about, and by whom. */
export interface Decider {
  user: string;
  batch: string;
  file: string;
  by: string;
  /** What is left to them; null where nothing is counted. */
  quota: Quota | null;
}

/**
 * Reads a decision, puts it and answers with it as it stands now.
 *
 * @throws {Problem} 400, 408, 413, 429
 * @throws {ZodError} a field can't be used
 * @throws {DecisionOutdatedError} it has another version than If-Match names
 */
export async function putDecision(
  req: Request,
  { user, batch, file, by, quota }: Decider,
  { decisions }: Pick<Services, "decisions">,
  shown: (decision: Decision) => Promise<Decision>,
): Promise<Response> {
  const body = await readStoredJson(req, quota, { maxBytes: MAX_DECISION_BYTES });
  const update = decisionUpdate.parse(body);
  const isExpected = ifMatch(req.headers.get(IF_MATCH));
  const decision = await decisions.put(user, batch, file, { update, by, isExpected });
  return json<Decision>(await shown(decision), { headers: { etag: etagOf(decision.version) } });
}
