import { setCookie } from "@std/http/cookie";
import { type Claims, Signer, type SignerOptions } from "@/lib/auth/signer.ts";
import { cookieOf } from "@/lib/http/cookie.ts";

/** The cookie's name over plain HTTP. */
export const SESSION_COOKIE = "resume_screener_session";

/**
 * Its name over https. By the prefix a browser takes it only with Secure, from this very host and by
 * https: no sister site and nobody on the way can plant a session of theirs.
 */
export const HOST_SESSION_COOKIE = `__Host-${SESSION_COOKIE}`;

/** 400 days: the longest that browsers keep a cookie. */
const MAX_AGE_SECONDS = 400 * 86400;

/** A working day: who is put out at the provider has no longer. */
const SIGNED_IN_SECONDS = 12 * 3600;

/** A visit renews a cookie older than a day, not each one: most answers set none. */
const RENEW_AFTER_SECONDS = 86400;

/** What a session's cookie says. */
export interface Session {
  user: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** The provider at which the user signed in says so. */
  isAdmin: boolean;
}

export interface SessionsOptions extends SignerOptions {
  /** Whether users sign in elsewhere. Else each new visitor is a user of their own; neither is the other. */
  signIn?: boolean;
}

/** What a page visit has: its session, and a Set-Cookie value where the cookie is new or renewed. */
export interface VisitSession extends Session {
  setCookie?: string;
  /** The visitor came with no session that holds. */
  isNew?: true;
}

/**
 * Sessions of browsers: a signed, HttpOnly, SameSite=Lax cookie that names a user `u_<random>`. Over https
 * only the `__Host-` one counts.
 */
export class Sessions {
  readonly #signer: Signer;
  readonly #now: () => number;

  constructor(key: Uint8Array, options: SessionsOptions = {}) {
    this.#signer = new Signer(key, options.signIn ? "signed-in" : "session", options);
    this.#now = options.now ?? Date.now;
  }

  /** The session of the request's cookie, or null where it has none that is valid. */
  async sessionOf(req: Request): Promise<Session | null> {
    const claims = await this.#claims(req);
    return claims && sessionBy(claims);
  }

  /** The Set-Cookie value of a session for one who has signed in elsewhere. It is not renewed. */
  async startSession(req: Request, user: string, { isAdmin }: { isAdmin: boolean }) {
    const scope = isAdmin ? { scope: "admin" } : {};
    const jwt = await this.#signer.sign(user, SIGNED_IN_SECONDS, scope);
    return sessionCookie(jwt, { secure: isHttps(req), maxAge: SIGNED_IN_SECONDS });
  }

  /** The session of a page visit: the one it came with, else a new user's. */
  async ensureSession(req: Request): Promise<VisitSession> {
    const claims = await this.#claims(req);
    const user = claims?.sub ?? `u_${crypto.randomUUID().replaceAll("-", "")}`;
    const isFresh = claims && !claims.byPreviousKey &&
      this.#now() / 1000 - claims.iat < RENEW_AFTER_SECONDS;
    if (isFresh) {
      return sessionBy(claims);
    }
    const jwt = await this.#signer.sign(user, MAX_AGE_SECONDS);
    const setCookie = sessionCookie(jwt, { secure: isHttps(req), maxAge: MAX_AGE_SECONDS });
    const expiresAt = this.#now() + MAX_AGE_SECONDS * 1000;
    const renewed = { user, expiresAt, isAdmin: false, setCookie };
    return claims ? renewed : { ...renewed, isNew: true };
  }

  async #claims(req: Request) {
    const { headers } = req;
    // A proxy that ends TLS and doesn't say so makes https look plain: then both names may come.
    const jwt = cookieOf(headers, HOST_SESSION_COOKIE) ??
      (isHttps(req) ? null : cookieOf(headers, SESSION_COOKIE));
    return jwt === null ? null : await this.#signer.verify(jwt);
  }
}

/** The Set-Cookie value that ends a session. */
export function endedSession(req: Request): string {
  return sessionCookie("", { secure: isHttps(req), maxAge: 0 });
}

function sessionBy({ sub, exp, scope }: Claims): Session {
  return { user: sub, expiresAt: exp * 1000, isAdmin: scope === "admin" };
}

function sessionCookie(
  jwt: string,
  { secure, maxAge }: { secure: boolean; maxAge: number },
): string {
  const headers = new Headers();
  setCookie(headers, {
    name: secure ? HOST_SESSION_COOKIE : SESSION_COOKIE,
    value: jwt,
    path: "/",
    maxAge,
    httpOnly: true,
    sameSite: "Lax",
    secure,
  });
  return headers.get("set-cookie") ?? "";
}

/** Whether the client came by https, to a proxy or to this server. */
export function isHttps(req: Request): boolean {
  const forwarded = req.headers.get("x-forwarded-proto")?.split(",")[0].trim().toLowerCase();
  return forwarded === "https" || new URL(req.url).protocol === "https:";
}
