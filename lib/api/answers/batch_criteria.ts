import { criteriaVersion } from "@/lib/batches/batch.ts";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { notFound } from "@/lib/http/problems.ts";
import type { Services } from "@/lib/services.ts";
import { criteriaOf } from "@/lib/api/answers/read_criteria.ts";
import { type Criteria, FIRST_CRITERIA_VERSION } from "@/lib/wire/review/criteria.ts";

/** Which criteria are asked for; without a version the latest. */
export interface CriteriaAsked {
  user: string;
  batch: string;
  version?: number;
  signal?: AbortSignal;
}

/**
 * The criteria of a batch. Those that it began with are read again from its job description where they
 * are not stored, as versions before did not.
 *
 * @throws {BatchNotFoundError}
 * @throws {Problem} 404: no such version, or the job description is no longer stored
 */
export async function batchCriteria(
  { user, batch: id, version: asked, signal }: CriteriaAsked,
  { batches, extractor }: Pick<Services, "batches" | "extractor">,
): Promise<Criteria> {
  const batch = await batches.get(user, id);
  if (!batch) throw new BatchNotFoundError(id);
  const version = asked ?? criteriaVersion(batch);
  const stored = await batches.criteria(user, id, version);
  if (stored !== null) return stored;
  const description = version === FIRST_CRITERIA_VERSION
    ? await batches.jobDescription(user, id)
    : null;
  if (description === null) throw notFound(`criteria ${version} of batch "${id}"`);
  const criteria = await criteriaOf(description, extractor, signal);
  return { ...criteria, version: FIRST_CRITERIA_VERSION, edited_at: batch.createdAt };
}
