import { fileView } from "@/lib/api/answers/batch_view.ts";
import type { Batch } from "@/lib/batches/batch.ts";
import { BatchView } from "@/lib/batches/blind/batch_view.ts";
import { BatchNotFoundError, FileNotFoundError } from "@/lib/batches/batch_errors.ts";
import type { Services } from "@/lib/services.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";

/** As `fileDetail`, as it is shown to the batch's owner. */
export async function ownFileDetail(
  ...asked: Parameters<typeof fileDetail>
): Promise<FileDetail> {
  const { detail, batch } = await fileDetail(...asked);
  return BatchView.of(batch).detail(detail);
}

/**
 * All that is known of one file.
 *
 * @throws {BatchNotFoundError}
 * @throws {FileNotFoundError}
 */
export async function fileDetail(
  user: string,
  batch: string,
  id: string,
  { batches, decisions, log }: Pick<Services, "batches" | "decisions" | "log">,
): Promise<{ detail: FileDetail; batch: Batch }> {
  const position = await log.position(user); // Before the rows, so that what comes meanwhile comes again.
  const found = await batches.get(user, batch);
  if (!found) throw new BatchNotFoundError(batch);
  const file = await batches.file(user, batch, id);
  if (!file) throw new FileNotFoundError(id);
  const result = await batches.result(user, batch, id);
  const history = await decisions.history(user, batch, id);
  const detail: FileDetail = {
    ...result,
    ...fileView(file),
    position,
    batch_id: batch,
    // Of the result, whose parts add up to it: it may have been scored again since the file was read.
    score: result?.score ?? file.score,
    rank: result?.rank ?? null,
    duplicate_of: result?.duplicate_of ?? null,
    same_person: result?.same_person ?? [],
    decision: history.at(-1) ?? null,
    history,
  };
  return { detail, batch: found };
}
