import { ApiError } from "@/lib/client/api/api_error.ts";
import { SSEService } from "@/lib/client/stream/sse_service.ts";
import { openTabSource } from "@/lib/client/stream/tab_source.ts";
import type { BatchPage, BatchSummary } from "@/lib/wire/batch.ts";
import type { Progress } from "@/lib/wire/progress.ts";

/** Which batches a list shows. */
export interface ListingQuery {
  q: string;
  cursor: string | null;
}

/** Batches on one page of the list. */
export const PAGE_SIZE = 25;

/** The query of the list's own address, and of the API's. */
export function listingSearch({ q, cursor }: ListingQuery): string {
  const query = new URLSearchParams();
  if (q !== "") query.set("q", q);
  if (cursor !== null) query.set("cursor", cursor);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** @throws {ApiError} */
export async function readListing(query: ListingQuery): Promise<BatchPage> {
  const search = new URLSearchParams(listingSearch(query));
  search.set("limit", String(PAGE_SIZE));
  const answer = await fetch(`/api/v1/resumes/batches?${search}`).catch(() => {
    throw new ApiError(0, {}, null);
  });
  const text = await answer.text();
  if (!answer.ok) throw ApiError.from(answer.status, text, answer.headers.get("retry-after"));
  return JSON.parse(text) as BatchPage;
}

/** Who hears of a user's batches. */
export interface BatchesListener {
  /** A batch was changed as a whole, here or elsewhere. */
  onChange: () => void;
  /** How far a batch is. */
  onProgress: (progress: Progress) => void;
}

/** Follows the user's batches from a position on, if there is one, until the returned function is called. */
export function followBatches(
  user: string,
  position: string | null,
  on: BatchesListener,
): () => void {
  const sse = new SSEService({ openSource: openTabSource });
  sse.onEvent(({ type, duplicate }) => type === "batch" && !duplicate && on.onChange());
  sse.onReset(on.onChange);
  sse.onProgress(({ progress }) => on.onProgress(progress));
  sse.connect(user, position);
  return () => sse.disconnect();
}

/** The page with what an event tells of one of its batches; null where that is none of them. */
export function withProgress(page: BatchPage, progress: Progress): BatchPage | null {
  if (!page.batches.some(({ batch_id }) => batch_id === progress.batch_id)) return null;
  const batches = page.batches.map((batch): BatchSummary => {
    if (batch.batch_id !== progress.batch_id || progress.run < batch.run) return batch;
    const { run, status, total, completed, successful_files, failed_files, updated_at } = progress;
    return {
      ...batch,
      ...{ run, status, total, completed, successful_files, failed_files, updated_at },
      cancelled_files: progress.cancelled_files ?? batch.cancelled_files,
      refused_files: progress.refused_files ?? batch.refused_files,
      unpacked_files: progress.unpacked_files ?? batch.unpacked_files,
    };
  });
  return { ...page, batches };
}
