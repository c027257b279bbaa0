import { HttpError } from "fresh";
import { answerSignIn, redirectTo } from "@/lib/api/sign_in.ts";
import { endedAttempt } from "@/lib/auth/sign_in/open_id.ts";
import { define } from "@/lib/api/define.ts";

/** Where the provider sends people back to. */
export const handler = define.handlers({
  GET({ req, state: { services: { auth: { signIn, sessions }, security } } }) {
    if (!signIn) throw new HttpError(404);
    return answerSignIn(security, async () => {
      const { user, isAdmin, returnTo } = await signIn.finish(req);
      const session = await sessions.startSession(req, user, { isAdmin });
      security.signedIn({ isAdmin });
      return redirectTo(returnTo, [session, endedAttempt(req)]);
    });
  },
});
