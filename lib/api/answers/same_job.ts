import { batchCriteria, type CriteriaAsked } from "@/lib/api/answers/batch_criteria.ts";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { Problem } from "@/lib/http/problem.ts";
import { recordId } from "@/lib/http/record_id.ts";
import type { Services } from "@/lib/services.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";

/** A batch's job description and its latest criteria, for a new batch; null where they can't be had. */
export async function sameJob(
  asked: Omit<CriteriaAsked, "version">,
  services: Pick<Services, "batches" | "extractor">,
): Promise<{ job: string; criteria: Criteria } | null> {
  if (!recordId.safeParse(asked.batch).success) return null;
  try {
    const criteria = await batchCriteria(asked, services);
    const job = await services.batches.jobDescription(asked.user, asked.batch);
    return { job: job ?? "", criteria };
  } catch (error) {
    // It was deleted, or has expired: then the form is empty.
    if (error instanceof BatchNotFoundError || error instanceof Problem) return null;
    throw error;
  }
}
