import { SignInError } from "@/lib/auth/sign_in/open_id.ts";
import type { SecurityLog } from "@/lib/telemetry/security_log.ts";

/** An answer that sends a browser to `location`, with Set-Cookie values. Nothing keeps it. */
export function redirectTo(location: string, setCookies: string[]): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const setCookie of setCookies) headers.append("set-cookie", setCookie);
  return new Response(null, { status: 303, headers });
}

/** The answer of a step of signing in; where it fails, a page that says so and leads to another try. */
export async function answerSignIn(
  security: SecurityLog,
  step: () => Promise<Response>,
): Promise<Response> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    const cause = error.cause instanceof Error ? error.cause.name : undefined;
    security.signInFailed(error.kind, cause);
    return new Response(failurePage(error.message), {
      status: error.kind === "unavailable" ? 503 : 400,
      headers: { "content-type": "text/html; charset=utf-8" },
    });
  }
}

/** `message` is ours, so it needs no escapes. */
function failurePage(message: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not signed in - Resume Screener</title>
<main><h1>You are not signed in</h1><p>${message}</p><p><a href="/">Sign in</a></p></main></html>`;
}
