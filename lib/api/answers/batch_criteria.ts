import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { notFound } from "@/lib/http/problems.ts";
import type { Services } from "@/lib/services.ts";
import { criteriaOf } from "@/lib/api/answers/read_criteria.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";

/** Which criteria are asked for; without a version the latest. */
export interface CriteriaAsked {
  user: string;
  batch: string;
  version?: number;
  signal?: AbortSignal;
}

/** The version that a batch begins with. */
const FIRST = 1;

/**
 * The criteria of a batch: those that it was given, else what its job description asks for, which is
 * version 1 too and read again each time.
 *
 * @throws {BatchNotFoundError}
 * @throws {Problem} 404: no such version, or the job description is no longer stored
 */
export async function batchCriteria(
  { user, batch: id, version = FIRST, signal }: CriteriaAsked,
  { batches, extractor }: Pick<Services, "batches" | "extractor">,
): Promise<Criteria> {
  const batch = await batches.get(user, id);
  if (!batch) throw new BatchNotFoundError(id);
  const stored = await batches.criteria(user, id, version);
  if (stored !== null) return stored;
  const description = version === FIRST ? await batches.jobDescription(user, id) : null;
  if (description === null) throw notFound(`criteria ${version} of batch "${id}"`);
  const criteria = await criteriaOf(description, extractor, signal);
  return { ...criteria, version: FIRST, edited_at: batch.createdAt };
}
