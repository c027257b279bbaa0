/** What a problem may carry besides its type, status and title. */
export interface ProblemOptions {
  /** What happened this time, for a person. Never secrets or resume text. */
  detail?: string;
  headers?: HeadersInit;
  /** Further members of the JSON document, in snake_case. */
  extensions?: Record<string, unknown>;
  cause?: unknown;
}

/**
 * An error with an answer: problem details as in RFC 9457. The type,
 * `urn:resume-screener:problem:<slug>`, is stable; titles may be reworded.
 */
export class Problem extends Error {
  override name = "Problem";
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly extensions: Record<string, unknown>;
  readonly #headers: Headers;

  constructor(slug: string, status: number, title: string, options: ProblemOptions = {}) {
    super(options.detail ?? title, options.cause === undefined ? {} : { cause: options.cause });
    this.type = `urn:resume-screener:problem:${slug}`;
    this.status = status;
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
