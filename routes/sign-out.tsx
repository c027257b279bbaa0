import { redirectTo } from "@/lib/api/sign_in.ts";
import { endedSession } from "@/lib/auth/session.ts";
import { define } from "@/lib/api/define.ts";
import { guardOrigin } from "@/lib/http/origin_guard.ts";

/** Ends the session here; the provider's own, if any, goes on. */
export const handler = define.handlers({
  async POST({ req, state: { services: { auth, security } } }) {
    guardOrigin(req, { byCookie: true, allowedOrigins: auth.allowedOrigins });
    if (await auth.sessions.sessionOf(req)) security.signedOut();
    return redirectTo("/signed-out", [endedSession(req)]);
  },
});
