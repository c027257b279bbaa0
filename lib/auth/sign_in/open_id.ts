import { setCookie } from "@std/http/cookie";
import * as client from "openid-client";
import {
  ATTEMPT_SECONDS,
  openAttempt,
  sealAttempt,
  type SignInAttempt,
} from "@/lib/auth/sign_in/sign_in_attempt.ts";
import { isHttps } from "@/lib/auth/session.ts";
import { cookieOf } from "@/lib/http/cookie.ts";

/** Where the provider sends people back to; to be registered there with the site's origin before it. */
export const CALLBACK_PATH = "/sign-in/callback";
/** Whoever has it among their `roles` or `groups` may do all, for every user. */
export const ADMIN_ROLE = "resume-screener-admin";

const ATTEMPT_COOKIE = "resume_screener_sign_in";
/** Longer than this the provider counts as down, in seconds. */
const ANSWER_SECONDS = 10;

export interface OpenIdOptions {
  /** The provider: its address, under which its configuration lies (OpenID Connect Discovery 1.0). */
  issuer: string;
  clientId: string;
  /** Null for a public client. */
  clientSecret: string | null;
  /** Signs what is kept in the browser meanwhile. */
  key: Uint8Array;
}

/** Who has signed in. */
export interface SignedIn {
  /** A user_id that is the provider's subject and no other's: e-mail addresses change hands. */
  user: string;
  isAdmin: boolean;
  /** The path that was asked for. */
  returnTo: string;
}

/** Signing in didn't work out; the message is for the person. */
export class SignInError extends Error {
  override name = "SignInError";

  constructor(message: string, readonly kind: "refused" | "unavailable", cause?: unknown) {
    super(message, { cause });
  }
}

/** Signing in at a provider of OpenID Connect, by the authorization code flow with PKCE. */
export class OpenIdSignIn {
  readonly #options: OpenIdOptions;
  #provider: Promise<client.Configuration> | null = null;

  constructor(options: OpenIdOptions) {
    this.#options = options;
  }

  /**
   * Where to send a person to, and the Set-Cookie value that goes along.
   *
   * @throws {SignInError} the provider can't be reached
   */
  async begin(req: Request, returnTo: string): Promise<{ location: URL; setCookie: string }> {
    const provider = await this.#discover();
    const attempt: SignInAttempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      returnTo,
    };
    const location = client.buildAuthorizationUrl(provider, {
      redirect_uri: new URL(CALLBACK_PATH, originOf(req)).href,
      scope: "openid profile",
      code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: "S256",
      state: attempt.state,
      nonce: attempt.nonce,
    });
    const sealed = await sealAttempt(attempt, this.#options.key);
    return { location, setCookie: attemptCookie(sealed, req) };
  }

  /**
   * Who has come back from the provider.
   *
   * @throws {SignInError} nobody began here, the person or the provider refused, or it can't be reached
   */
  async finish(req: Request): Promise<SignedIn> {
    const sealed = cookieOf(req.headers, ATTEMPT_COOKIE);
    const attempt = sealed === null ? null : await openAttempt(sealed, this.#options.key);
    if (!attempt) throw new SignInError("Signing in took too long. Try again.", "refused");
    const provider = await this.#discover();
    const { pathname, search } = new URL(req.url);
    const claims = await this.#redeem(provider, new URL(pathname + search, originOf(req)), attempt);
    return {
      user: await userOf(this.#options.issuer, claims.sub),
      isAdmin: [claims.roles, claims.groups].flat().includes(ADMIN_ROLE),
      returnTo: attempt.returnTo,
    };
  }

  async #redeem(provider: client.Configuration, url: URL, attempt: SignInAttempt) {
    try {
      const tokens = await client.authorizationCodeGrant(provider, url, {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      });
      return tokens.claims()!;
    } catch (cause) {
      throw new SignInError("Signing in was refused. Try again.", "refused", cause);
    }
  }

  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#options;
    // A provider on this machine, as in tests, may have no https.
    const execute = issuer.startsWith("http:") ? [client.allowInsecureRequests] : [];
    this.#provider ??= client.discovery(
      new URL(issuer),
      clientId,
      clientSecret ?? undefined,
      clientSecret === null ? client.None() : undefined,
      { execute, timeout: ANSWER_SECONDS },
    )
      .catch((cause) => {
        this.#provider = null;
        const message = "The sign-in service can't be reached. Try again in a moment.";
        throw new SignInError(message, "unavailable", cause);
      });
    return this.#provider;
  }
}

/** The Set-Cookie value that ends an attempt. */
export function endedAttempt(req: Request): string {
  return attemptCookie("", req, 0);
}

function attemptCookie(value: string, req: Request, maxAge = ATTEMPT_SECONDS): string {
  const headers = new Headers();
  setCookie(headers, {
    name: ATTEMPT_COOKIE,
    value,
    path: "/sign-in",
    maxAge,
    httpOnly: true,
    // The way back is a link from another site.
    sameSite: "Lax",
    secure: isHttps(req),
  });
  return headers.get("set-cookie") ?? "";
}

/** As the browser sees it: a proxy that ends TLS makes https look plain here. */
function originOf(req: Request): string {
  const { host, protocol } = new URL(req.url);
  return `${isHttps(req) ? "https:" : protocol}//${req.headers.get("host") ?? host}`;
}

async function userOf(issuer: string, subject: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${issuer}\n${subject}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `oidc_${digest.slice(0, 16).toHex()}`;
}
