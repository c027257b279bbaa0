import { HttpError } from "fresh";
import { z } from "zod";
import {
  BatchBeingSentError,
  BatchClosedError,
  BatchNotFoundError,
  BatchStateError,
  CriteriaOutdatedError,
  DeadLetterNotFoundError,
  FileNotFoundError,
  UploadKeyReusedError,
  UploadRepeatedError,
} from "@/lib/batches/batch_errors.ts";
import { DecisionOutdatedError, DecisionStateError } from "@/lib/decisions/decision_errors.ts";
import { BacklogFullError } from "@/lib/users/backlog.ts";
import { Problem } from "@/lib/http/problem.ts";
import {
  batchBeingSent,
  conflict,
  idempotencyKeyReused,
  internal,
  invalidFields,
  payloadTooLarge,
  tooManyJobs,
  unavailable,
} from "@/lib/http/problems.ts";
import { EventTooLargeError } from "@/lib/progress/event_too_large_error.ts";
import { SweepingError } from "@/lib/progress/sweeping_error.ts";
import { ShareEndedError, ShareLimitError, ShareNotFoundError } from "@/lib/shares/share_errors.ts";
import { logger } from "@/lib/telemetry/log.ts";
import type { FieldError, ProblemSlug } from "@/lib/wire/problem_types.ts";

/** A body with thousands of wrong fields gets no answer of thousands of lines. */
const MAX_FIELD_ERRORS = 20;

/** What SQLite says; Deno KV has no error of its own for it. */
const DISK_FULL = /database or disk is full/;
const NOT_WRITABLE = /read-?only database|database is locked|disk I\/O error/;

/** The problems of what the router and its middlewares throw. */
const SLUGS: Record<number, ProblemSlug> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  405: "method-not-allowed",
};

/**
 * The one place that turns what was thrown into an answer. A `Problem` is itself, Fresh's `HttpError`
 * keeps its status, zod's errors are a 422. All else is logged and answered by a bare 500.
 */
export function toProblemResponse(error: unknown): Response {
  return toProblem(error).toResponse();
}

/** Whether a path is the API's, whose errors are problems; what a page throws is `_error`'s. */
export function isApi(path: string): boolean {
  return /^\/+api(\/|$)/.test(path);
}

/**
 * A middleware that answers what is thrown below it. For all paths, since Fresh runs the middlewares of
 * a path inside those of all, whose errors must be problems too.
 */
export async function problems(ctx: { url: URL; next(): Promise<Response> }): Promise<Response> {
  try {
    return await ctx.next();
  } catch (error) {
    if (error instanceof Problem || isApi(ctx.url.pathname)) return toProblemResponse(error);
    throw error;
  }
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof EventTooLargeError) return payloadTooLarge(error.maxBytes, "update");
  if (error instanceof BacklogFullError) {
    return tooManyJobs(error.retryAfterSeconds, error.message);
  }
  if (error instanceof BatchBeingSentError) return batchBeingSent(error.message);
  if (
    error instanceof BatchNotFoundError || error instanceof FileNotFoundError ||
    error instanceof DeadLetterNotFoundError || error instanceof ShareNotFoundError
  ) {
    return new Problem("not-found", { detail: error.message });
  }
  if (
    error instanceof SweepingError || error instanceof BatchClosedError ||
    error instanceof BatchStateError || error instanceof DecisionStateError ||
    error instanceof ShareLimitError
  ) return conflict(error.message);
  if (error instanceof ShareEndedError) {
    return new Problem(`share-${error.how}`, { detail: error.message });
  }
  if (error instanceof DecisionOutdatedError || error instanceof CriteriaOutdatedError) {
    return new Problem("precondition-failed", { detail: error.message });
  }
  // The other try is about to be answered: then this one is answered the same.
  if (error instanceof UploadRepeatedError) return conflict(error.message, 1);
  if (error instanceof UploadKeyReusedError) return idempotencyKeyReused(error.message);
  if (error instanceof z.ZodError) return invalidFields(fieldErrors(error));
  if (error instanceof HttpError && error.status < 500) {
    const { status } = error;
    return new Problem(SLUGS[status] ?? "bad-request", { status });
  }
  logger("http").error("request failed", { error });
  if (error instanceof Error && DISK_FULL.test(error.message)) {
    return unavailable("Cannot store anything: the disk is full", 60);
  }
  if (error instanceof Error && NOT_WRITABLE.test(error.message)) {
    return unavailable("Cannot store anything: the database can't be written", 30);
  }
  return internal();
}

function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.slice(0, MAX_FIELD_ERRORS)
    .map(({ path, message }) => ({ field: path.map(String).join("."), message }));
}
