import { jwtVerify, SignJWT } from "jose";
import { JOSEError } from "jose/errors";
import { z } from "zod";

/** How long a person may take to sign in, in seconds. */
export const ATTEMPT_SECONDS = 600;

const AUDIENCE = "sign-in";

const schema = z.object({
  state: z.string(),
  nonce: z.string(),
  /** Of PKCE (RFC 7636): only who began the attempt can redeem its code. */
  verifier: z.string(),
  /** The page that was asked for. */
  returnTo: z.string(),
});

/** What one who went to sign in is to bring back. It lies in a cookie, so that no process keeps it. */
export type SignInAttempt = z.output<typeof schema>;

/** The attempt as a signed text for a cookie. */
export function sealAttempt(attempt: SignInAttempt, key: Uint8Array): Promise<string> {
  return new SignJWT({ ...attempt })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(AUDIENCE)
    .setExpirationTime(`${ATTEMPT_SECONDS}s`)
    .sign(key);
}

/** The attempt of such a text; null where it isn't ours or has run out. */
export async function openAttempt(sealed: string, key: Uint8Array): Promise<SignInAttempt | null> {
  try {
    const { payload } = await jwtVerify(sealed, key, {
      algorithms: ["HS256"],
      audience: AUDIENCE,
      requiredClaims: ["exp"],
    });
    return schema.safeParse(payload).data ?? null;
  } catch (error) {
    if (error instanceof JOSEError) return null;
    throw error;
  }
}

/** Longer ones aren't gone back to, in UTF-16 units: they lie in a cookie meanwhile. */
const MAX_RETURN_PATH = 500;

/** A path of this site to go on at, of what a query says; "/" for all else. */
export function returnPath(given: string | null): string {
  const base = "http://site.invalid";
  const url = given?.startsWith("/") ? URL.parse(given, base) : null;
  const isOurs = url?.origin === base && given!.length <= MAX_RETURN_PATH;
  // "/.//elsewhere.example" is a path of ours that, by itself, names another host.
  return isOurs && !url.pathname.startsWith("//") ? url.pathname + url.search : "/";
}
