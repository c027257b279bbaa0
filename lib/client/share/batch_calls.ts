import { ApiError } from "@/lib/client/api/api_error.ts";
import { batchPath } from "@/lib/client/api/api.ts";
import type { NewShare, ShareList, ShareRequest, ShareSummary } from "@/lib/wire/review/share.ts";

/** Makes a link; its address is told this once. */
export function createShare(batch: string, request: ShareRequest): Promise<NewShare> {
  return call("POST", `${batchPath(batch)}/shares`, request);
}

/** The links that stand, oldest first. */
export async function livingShares(batch: string, now = new Date()): Promise<ShareSummary[]> {
  const { shares } = await call<ShareList>("GET", `${batchPath(batch)}/shares`);
  const isLiving = ({ revoked_at, expires_at }: ShareSummary) =>
    revoked_at === null && Date.parse(expires_at) > now.getTime();
  return shares.filter(isLiving);
}

/** Ends a link, with the streams that are open by it. */
export async function revokeShare(batch: string, share: string): Promise<void> {
  await call("DELETE", `${batchPath(batch)}/shares/${encodeURIComponent(share)}`);
}

/** Shows the names of a blind batch, for good. */
export async function liftBlind(batch: string): Promise<void> {
  await call("POST", `${batchPath(batch)}/blind/lift`);
}

/** Gives a batch another title. */
export async function renameBatch(batch: string, title: string): Promise<void> {
  await call("PATCH", batchPath(batch), { title });
}

/** Deletes a batch with all that belongs to it. */
export async function deleteBatch(batch: string): Promise<void> {
  await call("DELETE", batchPath(batch));
}

/** @throws {ApiError} there is no answer, or it is an error */
async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const sent = body === undefined ? {} : {
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const answer = await fetch(path, { method, ...sent }).catch(() => {
    throw new ApiError(0, {}, null);
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  throw ApiError.from(answer.status, text, answer.headers.get("retry-after"));
}
