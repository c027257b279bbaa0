import { ApiError } from "@/lib/client/api/api_error.ts";
import type { BatchPage } from "@/lib/wire/batch.ts";

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

/** Calls back when a batch was changed, here or elsewhere, until the returned function is called. */
export function followBatches(user: string, onChange: () => void): () => void {
  const path = `/api/v1/sse/progress/stream/${encodeURIComponent(user)}`;
  const source = new EventSource(`${path}?from=now&events=batch`);
  for (const event of ["batch", "reset"]) source.addEventListener(event, onChange);
  return () => source.close();
}
