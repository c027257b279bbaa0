import {
  PROBLEM_TYPES,
  type ProblemSlug,
  type ProblemType,
  problemType,
} from "@/lib/wire/problem_types.ts";

/** What a problem may carry besides its type and title. */
export interface ProblemOptions {
  /** The type's own unless given. */
  status?: number;
  /** What happened this time, for a person. Never secrets or resume text. */
  detail?: string;
  headers?: HeadersInit;
  /** Further members of the JSON document, in snake_case. */
  extensions?: Record<string, unknown>;
  cause?: unknown;
}

/** An error with an answer: problem details as in RFC 9457. The type is stable; titles may be reworded. */
export class Problem extends Error {
  override name = "Problem";
  readonly type: ProblemType;
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly extensions: Record<string, unknown>;
  readonly #headers: Headers;

  constructor(slug: ProblemSlug, options: ProblemOptions = {}) {
    const [status, title] = PROBLEM_TYPES[slug];
    super(options.detail ?? title, options.cause === undefined ? {} : { cause: options.cause });
    this.type = problemType(slug);
    this.status = options.status ?? status;
    this.title = title;
    this.detail = options.detail;
    this.extensions = options.extensions ?? {};
    this.#headers = new Headers(options.headers);
  }

  toJSON(): Record<string, unknown> {
    const { type, title, status, detail } = this;
    const standard = { type, title, status, detail };
    return { ...standard, ...this.extensions, ...standard };
  }

  toResponse(): Response {
    const headers = new Headers(this.#headers);
    headers.set("content-type", "application/problem+json");
    headers.set("cache-control", "no-store");
    return new Response(JSON.stringify(this), { status: this.status, headers });
  }
}
