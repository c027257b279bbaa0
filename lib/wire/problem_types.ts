/** The problems that the API answers with: the status and the title of each. */
export const PROBLEM_TYPES = {
  "bad-request": [400, "Bad request"],
  "invalid-user-id": [400, "Invalid user_id"],
  "invalid-json": [400, "Invalid JSON"],
  "invalid-multipart": [400, "Invalid multipart body"],
  "unauthorized": [401, "Not signed in"],
  "forbidden": [403, "Not allowed"],
  /** Names are hidden, and what is asked for tells them. */
  "blind": [403, "Hidden by blind review"],
  "not-found": [404, "Not found"],
  /** A document of a kind that has none, such as DOCX: its text is all that there is to see. */
  "no-pages": [404, "No pages"],
  "websockets-off": [404, "WebSockets are off"],
  "method-not-allowed": [405, "Method not allowed"],
  "request-timeout": [408, "Request timeout"],
  "conflict": [409, "Conflict"],
  /** By another page: `?force=true` closes or cancels it all the same. */
  "batch-being-sent": [409, "Batch is being sent"],
  "share-expired": [410, "Share has expired"],
  "share-revoked": [410, "Share was revoked"],
  "precondition-failed": [412, "Changed meanwhile"],
  "payload-too-large": [413, "Too large"],
  "too-many-files": [413, "Too many files"],
  "unsupported-media-type": [415, "Unsupported media type"],
  "invalid-field": [422, "Invalid field"],
  /** The document can't be drawn: damaged, locked, or too slow. */
  "page-unreadable": [422, "Page can't be shown"],
  "idempotency-key-reused": [422, "Idempotency-Key used before"],
  /** 413 or 415 where that is what all files have in common. */
  "nothing-accepted": [422, "No file accepted"],
  "upgrade-required": [426, "Upgrade required"],
  "precondition-required": [428, "If-Match is missing"],
  "too-many-streams": [429, "Too many streams"],
  "too-many-uploads": [429, "Too many uploads"],
  "too-many-jobs": [429, "Too many jobs"],
  "too-many-pages": [429, "Too many pages at once"],
  "network-quota": [429, "Too much at once"],
  "internal": [500, "Internal error"],
  "at-capacity": [503, "At capacity"],
  "unavailable": [503, "Unavailable"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemSlug = keyof typeof PROBLEM_TYPES;

/** The stable name of a problem. */
export type ProblemType<Slug extends string = ProblemSlug> = `urn:resume-screener:problem:${Slug}`;

/** The type of the problem `slug`. */
export function problemType<Slug extends string>(slug: Slug): ProblemType<Slug> {
  return `urn:resume-screener:problem:${slug}`;
}

/** An answer that is no success: problem details as in RFC 9457, with what its type adds. */
export interface ProblemDetails {
  type: ProblemType;
  title: string;
  status: number;
  /** What happened this time, for a person. */
  detail?: string;
  /** Of `invalid-field`. */
  errors?: FieldError[];
  /** Of `payload-too-large`. */
  limit_bytes?: number;
  /** Of `too-many-files` and `too-many-streams`. */
  limit?: number;
}

/** One refused field of a request; `field` is a dotted path. */
export interface FieldError {
  field: string;
  message: string;
}
