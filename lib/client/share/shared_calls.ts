import { ApiError } from "@/lib/client/api/api_error.ts";
import type { Results } from "@/lib/wire/result.ts";
import type { Decision, DecisionName } from "@/lib/wire/review/decision.ts";

/** How a link ended while it was looked at. */
export type SharedEnd = "expired" | "revoked";

/** The best `limit` candidates that a link shows, of how many. @throws {ApiError} */
export function readShared(share: string, limit: number): Promise<Results> {
  return call(share, `/results?limit=${limit}`);
}

/** Decides by a link; null takes it back. @throws {ApiError} */
export function decideShared(
  share: string,
  file: string,
  decision: DecisionName | null,
): Promise<Decision> {
  return call(share, `/files/${encodeURIComponent(file)}/decision`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ decision }),
  });
}

/** Follows what a link shows from a position on, until it ends or the returned function is called. */
export function followShared(
  share: string,
  position: string,
  on: { onChange: () => void; onEnd: (end: SharedEnd) => void },
): () => void {
  const source = new EventSource(`${path(share)}/stream?from=${position}`);
  for (const event of ["decision", "scores", "batch", "reset"]) {
    source.addEventListener(event, on.onChange);
  }
  source.addEventListener("closing", ({ data }) => {
    const { reason } = JSON.parse(data) as { reason?: string };
    if (reason !== "expired" && reason !== "revoked") return;
    source.close();
    on.onEnd(reason);
  });
  return () => source.close();
}

async function call<T>(share: string, more: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path(share) + more, init).catch(() => {
    throw new ApiError(0, {}, null);
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  throw ApiError.from(answer.status, text, answer.headers.get("retry-after"));
}

function path(share: string): string {
  return `/api/v1/shared/${encodeURIComponent(share)}`;
}
