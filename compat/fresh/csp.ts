import type { Middleware } from "./context.ts";

const DEFAULTS = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' " +
  "'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; " +
  "form-action 'self'; frame-ancestors 'none'";

/** The nonce of each request whose page is to have one, "" until it is rendered */
export const nonces: WeakMap<object, string> = new WeakMap();

/** Sets a Content-Security-Policy, of the nonce that the inline scripts of a rendered page carry */
export function csp<State>({ useNonce = false } = {}): Middleware<State> {
  return async (ctx) => {
    if (useNonce) nonces.set(ctx, "");
    const response = await ctx.next();
    const nonce = nonces.get(ctx);
    const value = nonce ? DEFAULTS.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`) : DEFAULTS;
    response.headers.set("content-security-policy", value);
    return response;
  };
}
