import { Problem } from "@/lib/http/problem.ts";
import { type FieldError, problemType } from "@/lib/wire/problem_types.ts";
import type { Rejection, RejectionSlug } from "@/lib/wire/upload.ts";
import { USER_ID_RULE } from "@/lib/wire/user_id.ts";

const retryAfter = (seconds: number) => ({
  "retry-after": String(Math.max(1, Math.ceil(seconds))),
});

/** 400: what is no user_id. The value is shown up to 60 characters. */
export function invalidUserId(value: unknown): Problem {
  const shown = typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : typeof value;
  return new Problem("invalid-user-id", {
    detail: `Cannot use user_id ${shown}: it takes ${USER_ID_RULE}`,
  });
}

/** 400: a body that is not JSON. The body is not shown. */
export function invalidJson(detail = "Cannot read the body: it is not valid JSON"): Problem {
  return new Problem("invalid-json", { detail });
}

/** 400: a request that can't be understood for another reason. */
export function badRequest(detail: string, cause?: unknown): Problem {
  return new Problem("bad-request", { detail, cause });
}

/** 400: a multipart body that is broken, cut short or lacks its boundary. */
export function invalidMultipart(detail: string, cause?: unknown): Problem {
  return new Problem("invalid-multipart", { detail, cause });
}

/** 403: what is asked for would tell whose it is. */
export function blindBatch(): Problem {
  return new Problem("blind", {
    detail: "Cannot show the document: names are hidden here, and it tells whose it is",
  });
}

/** 422: one field has a value that can't be used. */
export function invalidField(field: string, message: string): Problem {
  return invalidFields([{ field, message }]);
}

/** 422: as `invalidField`, for several. */
export function invalidFields(errors: FieldError[]): Problem {
  const named = errors.map(({ field, message }) => `${field || "body"}: ${message}`).join("; ");
  return new Problem("invalid-field", {
    detail: `Cannot use the request: ${named}`.slice(0, 1000),
    extensions: { errors },
  });
}

/**
 * An upload of which nothing could be accepted; `rejected` says why, file by file. 413 where all were
 * too large, 415 where all were of an unknown kind, else 422.
 */
export function nothingAccepted(rejected: Rejection[]): Problem {
  const types = new Set(rejected.map(({ type }) => type));
  const only = (slug: RejectionSlug) => types.size === 1 && types.has(problemType(slug));
  const status = only("file-too-large") ? 413 : only("file-unsupported") ? 415 : 422;
  return new Problem("nothing-accepted", {
    status,
    detail: "Cannot accept the upload: every file was rejected",
    extensions: { rejected },
  });
}

/** 401: no principal. With `error`, the token that came was refused (RFC 6750). */
export function unauthorized(error?: "invalid_token"): Problem {
  const challenge = `Bearer realm="resume-screener"${error ? `, error="${error}"` : ""}`;
  return new Problem("unauthorized", {
    detail: error
      ? "Cannot use the token: it is invalid or has expired"
      : "Cannot tell who is asking: visit a page first, or send a Bearer token",
    headers: { "www-authenticate": challenge },
  });
}

/** 403: known, but not allowed. */
export function forbidden(detail: string): Problem {
  return new Problem("forbidden", { detail });
}

/** 404: `what` names the thing, such as `batch "b_1"`. */
export function notFound(what: string): Problem {
  return new Problem("not-found", { detail: `Cannot find ${what}` });
}

/** 405: `allowed` are the methods that the path has. */
export function methodNotAllowed(allowed: readonly string[]): Problem {
  return new Problem("method-not-allowed", {
    detail: `Cannot use this method here: there is ${allowed.join(", ")}`,
    headers: { allow: allowed.join(", ") },
  });
}

/** 408: the client stopped sending, or sends too slowly. */
export function tooSlow(): Problem {
  return new Problem("request-timeout", {
    detail: "Cannot wait longer for the body: it comes too slowly",
    headers: { connection: "close" },
  });
}

/** 409: the state of the thing forbids it. */
export function conflict(detail: string, retryAfterSeconds?: number): Problem {
  const headers = retryAfterSeconds === undefined ? undefined : retryAfter(retryAfterSeconds);
  return new Problem("conflict", { detail, headers });
}

/** 409: another page is sending files into the batch. */
export function batchBeingSent(detail: string): Problem {
  return new Problem("batch-being-sent", { detail });
}

/** 413: `what` is larger than `limitBytes`. */
export function payloadTooLarge(limitBytes: number, what = "request body"): Problem {
  return new Problem("payload-too-large", {
    detail: `Cannot take the ${what}: it is larger than ${limitBytes} bytes`,
    extensions: { limit_bytes: limitBytes },
  });
}

/** 413: more files than a batch may have. */
export function tooManyFiles(limit: number): Problem {
  return new Problem("too-many-files", {
    detail: `Cannot take more than ${limit} files`,
    extensions: { limit },
  });
}

/** 415: `expected` is the media type that works. */
export function unsupportedMediaType(expected: string): Problem {
  return new Problem("unsupported-media-type", {
    detail: `Cannot read the body: send it as ${expected}`,
    headers: { accept: expected },
  });
}

/** 429: the user has `limit` streams open. */
export function tooManyStreams(limit: number, retryAfterSeconds = 30): Problem {
  return new Problem("too-many-streams", {
    detail: `Cannot open another stream: this user has ${limit} open`,
    headers: retryAfter(retryAfterSeconds),
    extensions: { limit },
  });
}

/** 422: the Idempotency-Key was used for a request that said something else. */
export function idempotencyKeyReused(detail: string): Problem {
  return new Problem("idempotency-key-reused", { detail });
}

/** 429: as many uploads are under way as may be, of the user or of all. */
export function tooManyUploads(retryAfterSeconds: number): Problem {
  return new Problem("too-many-uploads", {
    detail: "Cannot take the upload now: too many are under way",
    headers: retryAfter(retryAfterSeconds),
  });
}

/** 429: as many pages are being drawn, or wait for it, as may, of the user or of all. */
export function tooManyPages(retryAfterSeconds = 3): Problem {
  return new Problem("too-many-pages", {
    detail: "Cannot show the page now: too many are being drawn",
    headers: retryAfter(retryAfterSeconds),
  });
}

/** 429: too much is waiting, of the user or of all, or stored. */
export function tooManyJobs(
  retryAfterSeconds: number,
  detail = "Cannot take more files: too many are waiting",
): Problem {
  return new Problem("too-many-jobs", {
    detail,
    headers: retryAfter(retryAfterSeconds),
  });
}

/** 429: a session, or all of a network, has done or has under way so much of `what`, such as "files". */
export function tooMuchAtOnce(what: string, retryAfterSeconds: number): Problem {
  return new Problem("network-quota", {
    detail: `Cannot take more ${what} from this session or network now`,
    headers: retryAfter(retryAfterSeconds),
  });
}

/** 503: this instance has all the streams it may hold. */
export function atCapacity(retryAfterSeconds = 10): Problem {
  return new Problem("at-capacity", {
    detail: "Cannot open another stream: this instance is full",
    headers: retryAfter(retryAfterSeconds),
  });
}

/** 503: this instance is shutting down or its database doesn't answer. */
export function unavailable(detail: string, retryAfterSeconds = 5): Problem {
  return new Problem("unavailable", {
    detail,
    headers: retryAfter(retryAfterSeconds),
  });
}

/** 500: a fault of ours. Says nothing of its cause; the log does. */
export function internal(): Problem {
  return new Problem("internal");
}

/** 426: the endpoint speaks WebSocket only. */
export function upgradeRequired(): Problem {
  return new Problem("upgrade-required", {
    detail: "Cannot answer without an upgrade: connect with a WebSocket",
    headers: { upgrade: "websocket", connection: "Upgrade" },
  });
}

/** 404: this server has no WebSocket endpoint. */
export function webSocketsOff(): Problem {
  return new Problem("websockets-off", {
    detail: "Cannot open a WebSocket: use the event stream, or have the server set WEBSOCKETS=on",
  });
}

/** 428: who changes it has to say which version they have seen. */
export function preconditionRequired(what: string): Problem {
  return new Problem("precondition-required", {
    detail: `Cannot change ${what}: send If-Match with the ETag of the version that you have`,
  });
}
