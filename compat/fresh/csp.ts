import type { Middleware } from "./context.ts";

const DEFAULTS = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' " +
  "'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; " +
  "form-action 'self'; frame-ancestors 'none'";

/** The nonce of each request whose page is to have one, "" until it is rendered */
export const nonces: WeakMap<object, string> = new WeakMap();

/** Sets a Content-Security-Policy; `csp` adds directives or replaces the default of that name */
export function csp<State>(
  { useNonce, csp = [] }: { useNonce?: boolean; csp?: string[] } = {},
): Middleware<State> {
  const directives = [...DEFAULTS.split("; "), ...csp].map((
    line,
  ) => [line.split(" ")[0], line]);
  const policy = Object.values(Object.fromEntries(directives)).join("; ");
  return async (ctx) => {
    if (useNonce) nonces.set(ctx, "");
    const response = await ctx.next();
    const nonce = nonces.get(ctx);
    const value = nonce ? policy.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`) : policy;
    response.headers.set("content-security-policy", value);
    return response;
  };
}
