import { type Principal, SCOPES } from "@/lib/auth/principal.ts";
import type { OpenIdSignIn } from "@/lib/auth/sign_in/open_id.ts";
import { type Session, Sessions } from "@/lib/auth/session.ts";
import { Tokens } from "@/lib/auth/tokens.ts";

/** How to find out who is asking. */
export interface AuthenticatorOptions {
  mode: "session" | "open";
  /** From `loadAuthKey`. */
  key: Uint8Array;
  /** The key before it, whose signatures still hold: of AUTH_SECRET_PREVIOUS. */
  previousKey?: Uint8Array | null;
  /** Origins besides the own one that pages may call from: CORS_ORIGINS. */
  allowedOrigins?: readonly string[];
  now?: () => number;
  /** Where people sign in; without it each visitor of a page is a user of their own. */
  signIn?: OpenIdSignIn | null;
}

const OPEN: Principal = {
  user: "local",
  scopes: new Set(SCOPES),
  via: "open",
  expiresAt: Infinity,
};

const SESSION_SCOPES: Principal["scopes"] = new Set(["read", "write", "publish"]);
const ADMIN_SCOPES: Principal["scopes"] = new Set(SCOPES);

/** Tells who is asking: the one place where a request becomes a `Principal`. */
export class Authenticator {
  readonly mode: "session" | "open";
  readonly allowedOrigins: readonly string[];
  readonly signIn: OpenIdSignIn | null;
  readonly sessions: Sessions;
  readonly tokens: Tokens;

  constructor(
    { mode, key, previousKey, allowedOrigins = [], signIn = null, now }: AuthenticatorOptions,
  ) {
    this.mode = mode;
    this.allowedOrigins = allowedOrigins;
    this.signIn = signIn;
    this.sessions = new Sessions(key, { now, previousKey, signIn: signIn !== null });
    this.tokens = new Tokens(key, { now, previousKey });
  }

  /**
   * The principal of a request, or null. A token that is no good is not made up for by a cookie. In open
   * mode everyone is "local", who may act for any user.
   */
  async authenticate(req: Request): Promise<Principal | null> {
    if (this.mode === "open") return OPEN;
    const authorization = req.headers.get("authorization");
    if (authorization !== null) {
      const token = /^Bearer +([\w.-]+) *$/i.exec(authorization)?.[1];
      return token === undefined ? null : await this.tokens.verifyToken(token);
    }
    const session = await this.sessions.sessionOf(req);
    return session && this.sessionPrincipal(session);
  }

  sessionPrincipal({ user, expiresAt, isAdmin }: Session): Principal {
    const scopes = isAdmin ? ADMIN_SCOPES : SESSION_SCOPES;
    return { user, scopes, via: "session", expiresAt };
  }
}
