import { isRecord } from "@/lib/wire/record.ts";
import type { NothingAccepted } from "@/lib/wire/upload.ts";

/** What a problem of the API may hold; another server's answer holds none of it. */
export type ProblemBody = Partial<NothingAccepted>;

/** An error that the API answered, with its problem details (RFC 9457); or no answer at all. */
export class ApiError extends Error {
  override name = "ApiError";
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** The problem's stable type, "" where there is none. */
  readonly type: string;
  /** How long the server asked to wait (Retry-After) in milliseconds, null where it didn't. */
  readonly retryAfterMs: number | null;
  /** The whole problem, with its further fields. */
  readonly problem: ProblemBody;

  constructor(status: number, problem: ProblemBody, retryAfterMs: number | null) {
    super(messageOf(status, problem));
    this.status = status;
    this.type = problem.type ?? "";
    this.retryAfterMs = retryAfterMs;
    this.problem = problem;
  }

  /** Whether the same request may succeed later: no answer, too many requests, a server's error. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** Makes one from a status, a body that may be problem+json, and a Retry-After header. */
  static from(status: number, body: string, retryAfter: string | null): ApiError {
    return new ApiError(status, parseProblem(body), parseRetryAfter(retryAfter));
  }
}

function messageOf(status: number, problem: ProblemBody): string {
  for (const text of [problem.detail, problem.title]) {
    if (typeof text === "string" && text !== "") return text;
  }
  if (status === 0) return "The server did not answer";
  return `The server answered ${status}`;
}

function parseProblem(body: string): ProblemBody {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function parseRetryAfter(header: string | null): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1_000;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
