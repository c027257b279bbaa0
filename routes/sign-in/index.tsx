import { HttpError } from "fresh";
import { answerSignIn, redirectTo } from "@/lib/api/sign_in.ts";
import { returnPath } from "@/lib/auth/sign_in/sign_in_attempt.ts";
import { define } from "@/lib/api/define.ts";

/** Leads to where people sign in. */
export const handler = define.handlers({
  GET({ req, url, state: { services: { auth: { signIn }, security } } }) {
    if (!signIn) throw new HttpError(404);
    return answerSignIn(security, async () => {
      const { location, setCookie } = await signIn.begin(
        req,
        returnPath(url.searchParams.get("to")),
      );
      return redirectTo(location.href, [setCookie]);
    });
  },
});
