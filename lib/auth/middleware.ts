import type { Authenticator } from "@/lib/auth/authenticate.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import { guardOpenMode, guardOrigin } from "@/lib/http/origin_guard.ts";
import { unauthorized } from "@/lib/http/problems.ts";

/** What these need of Fresh's `Context`. */
interface RequestContext<State> {
  readonly req: Request;
  readonly info: { readonly remoteAddr: Deno.Addr };
  state: State;
  next(): Promise<Response>;
}

/** The page that leads to where people sign in. */
export const SIGN_IN_PATH = "/sign-in";

type Middleware<State> = (ctx: RequestContext<State>) => Promise<Response>;

/**
 * In open mode only this machine is served.
 * @throws {Problem} 403 for another machine
 */
export function guardMode(auth: Authenticator, req: Request, from: Deno.Addr): void {
  if (auth.mode === "open") guardOpenMode(req, from, auth.allowedOrigins);
}

/**
 * Who is asking.
 * @throws {Problem} 401 where nobody is known, 403 for a foreign origin
 */
export async function identify(auth: Authenticator, req: Request): Promise<Principal> {
  const principal = await auth.authenticate(req);
  if (!principal) {
    throw unauthorized(req.headers.has("authorization") ? "invalid_token" : undefined);
  }
  const byCookie = principal.via === "session";
  guardOrigin(req, { byCookie, allowedOrigins: auth.allowedOrigins });
  return principal;
}

/** For everything: `guardMode`. */
export function openMode<State>(auth: Authenticator): Middleware<State> {
  return (ctx) => {
    guardMode(auth, ctx.req, ctx.info.remoteAddr);
    return ctx.next();
  };
}

/** For the API: sets `ctx.state.principal`. It throws problems, so it stands below what answers them. */
export function authentication(auth: Authenticator): Middleware<{ principal: Principal }> {
  return async (ctx) => {
    ctx.state.principal = await identify(auth, ctx.req);
    return await ctx.next();
  };
}

/**
 * For pages: sets `ctx.state.principal` to the session's user, and the cookie where it is new. In open mode
 * there is no cookie, and only this machine is served; where people sign in, who hasn't is sent there.
 * `quotaOf` tells what a request's network may do.
 */
export function pageSession(
  auth: Authenticator,
  quotaOf: (req: Request, from: Deno.Addr) => Quota | null = () => null,
): Middleware<{ principal: Principal }> {
  return async (ctx) => {
    if (auth.mode === "open") {
      const principal = await auth.authenticate(ctx.req);
      if (principal) ctx.state.principal = principal;
      return await ctx.next();
    }
    if (auth.signIn) return await signedInOnly(auth, ctx);
    const session = await auth.sessions.ensureSession(ctx.req);
    if (session.isNew) {
      const quota = quotaOf(ctx.req, ctx.info.remoteAddr);
      quota?.admit("sessions");
      quota?.spend({ sessions: 1 });
    }
    ctx.state.principal = auth.sessionPrincipal(session);
    const response = await ctx.next();
    return session.setCookie === undefined ? response : withCookie(response, session.setCookie);
  };
}

/** Sends who hasn't signed in there, and then back to the page that was asked for. */
async function signedInOnly(
  auth: Authenticator,
  ctx: RequestContext<{ principal: Principal }>,
): Promise<Response> {
  const session = await auth.sessions.sessionOf(ctx.req);
  if (!session) {
    const { pathname, search } = new URL(ctx.req.url);
    const to = `${SIGN_IN_PATH}?to=${encodeURIComponent(pathname + search)}`;
    return new Response(null, {
      status: 303,
      headers: { location: to, "cache-control": "no-store" },
    });
  }
  ctx.state.principal = auth.sessionPrincipal(session);
  return await ctx.next();
}

/** A copy, because a redirect's headers can't be changed. A cache that kept it would share the session. */
function withCookie(response: Response, setCookie: string): Response {
  const copy = new Response(response.body, response);
  copy.headers.append("set-cookie", setCookie);
  copy.headers.set("cache-control", "private, no-store");
  return copy;
}
