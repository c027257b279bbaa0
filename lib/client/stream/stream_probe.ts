import { ApiError } from "@/lib/client/api/api_error.ts";

/** Why a stream did not open: it was refused for good, or another try may succeed. */
export type ProbeAnswer =
  | { kind: "refused"; status: number; detail: string }
  | { kind: "retry"; status: number | null; reason: string; atLeastMs: number };

/** Asks for the stream with a plain request, to learn why it does not open; never keeps it. */
export async function probeStream(
  url: string,
  signal: AbortSignal,
  fetcher: typeof fetch = (input, init) => fetch(input, init),
): Promise<ProbeAnswer> {
  try {
    const response = await fetcher(url, {
      signal,
      headers: { accept: "text/event-stream" },
      cache: "no-store",
    });
    if (response.ok) {
      await response.body?.cancel();
      return retry(response.status, "The stream was not an event stream", 0);
    }
    const error = ApiError.from(
      response.status,
      await response.text(),
      response.headers.get("retry-after"),
    );
    if (error.isTransient || error.status === 408) {
      return retry(error.status, error.message, error.retryAfterMs ?? 0);
    }
    return { kind: "refused", status: error.status, detail: refusal(error) };
  } catch {
    return retry(null, "The server did not answer", 0);
  }
}

function retry(status: number | null, reason: string, atLeastMs: number): ProbeAnswer {
  return { kind: "retry", status, reason, atLeastMs };
}

function refusal(error: ApiError): string {
  if (Object.keys(error.problem).length > 0) return error.message;
  if (error.status === 401) return "Not signed in: reload the page to get a session";
  if (error.status === 403) return "This session may not read that user's events";
  return error.message;
}
