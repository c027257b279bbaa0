/** A request as curl is told it. */
export interface CurlRequest {
  url: string;
  /** Sent as JSON by POST; a GET without. */
  body?: string;
  /** Shows each byte as it comes. */
  unbuffered?: boolean;
  /** A program has no session cookie: it takes a token from the shell's variable `TOKEN`. */
  withToken?: boolean;
}

/** The command for a POSIX shell that sends the request. */
export function curlCommand(request: CurlRequest): string {
  const { url, body, unbuffered = false, withToken = false } = request;
  const parts = [`curl ${unbuffered ? "-iN" : "-i"} ${quoted(url)}`];
  if (withToken) parts.push('-H "authorization: Bearer $TOKEN"');
  if (body !== undefined) {
    parts.push(`-H ${quoted("content-type: application/json")}`, `--data-raw ${quoted(body)}`);
  }
  return parts.join(" \\\n  ");
}

/** In single quotes nothing has a meaning to the shell but the next single quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
