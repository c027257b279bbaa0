import { type Batch, criteriaVersion, scoredFiles } from "@/lib/batches/batch.ts";
import {
  BatchNotFoundError,
  BatchStateError,
  CriteriaOutdatedError,
} from "@/lib/batches/batch_errors.ts";
import { keepWith } from "@/lib/batches/kept_until.ts";
import { rescoring } from "@/lib/batches/rescoring/rescoring.ts";
import { decodedCriteria, encodedCriteria } from "@/lib/batches/rescoring/stored_criteria.ts";
import { keys } from "@/lib/kv/keys.ts";
import { addCriteria } from "@/lib/record/record_chain.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { completed } from "@/lib/resume/job/criteria.ts";
import { countUsage } from "@/lib/users/usage.ts";
import {
  type Criteria,
  type CriteriaEdit,
  MAX_CRITERIA_VERSIONS,
} from "@/lib/wire/review/criteria.ts";

/** How a batch's criteria are changed. */
export interface CriteriaChange {
  edit: CriteriaEdit;
  /** Whether a version may be replaced. */
  isExpected: (version: number) => boolean;
  /** The latest criteria as they were read, for a batch that has none stored. */
  before: Criteria;
  /** Who changes them, for the record. */
  by: string;
}

/**
 * Gives a batch new criteria, as its next version; the job that scores all its files by them is added in
 * the same commit.
 *
 * @throws {BatchNotFoundError}
 * @throws {CriteriaOutdatedError}
 * @throws {BatchStateError} it has all the versions it may have
 */
export async function changeCriteria(
  writer: LogWriter,
  user: string,
  id: string,
  { edit, isExpected, before, by }: CriteriaChange,
): Promise<Criteria> {
  const { value } = await writer.append(user, async (tx) => {
    const batch = await tx.get<Batch>(keys.batch(user, id));
    if (!batch) throw new BatchNotFoundError(id);
    const version = criteriaVersion(batch);
    if (!isExpected(version)) throw new CriteriaOutdatedError(id, version);
    if (version >= MAX_CRITERIA_VERSIONS) {
      throw new BatchStateError(
        "change the criteria of",
        id,
        "they were changed as often as may be",
      );
    }
    const keep = keepWith(batch, tx.retentionMs);
    const key = keys.criteria(user, id, version);
    const stored = decodedCriteria(await tx.peek<Uint8Array>(key));
    if (!stored) tx.set(key, encodedCriteria({ ...before, version }), keep);
    const criteria: Criteria = {
      version: version + 1,
      requirements: completed(edit, (stored ?? before).requirements),
      weights: edit.weights,
      source: "edited",
      edited_at: new Date().toISOString(),
    };
    const encoded = encodedCriteria(criteria);
    tx.set(keys.criteria(user, id, criteria.version), encoded, keep);
    await countUsage(tx, user, { waiting: 0, bytes: encoded.length });
    await addCriteria(tx, { user, batch: id, expiresAt: batch.expiresAt }, by, criteria);
    const total = scoredFiles(batch);
    const { rescoring: _, ...rest } = { ...batch, criteriaVersion: criteria.version };
    tx.set(keys.batch(user, id), total > 0 ? await rescoring(tx, rest, total) : rest, keep);
    tx.appendScores({ batch_id: id, criteria_version: criteria.version, scored: 0, total });
    return criteria;
  });
  return value;
}
