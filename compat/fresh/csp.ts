import type { Middleware } from "./context.ts";

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** The nonce of each request whose page is to have one, "" until it is rendered */
export const nonces: WeakMap<object, string> = new WeakMap();

/** Sets a Content-Security-Policy; `csp` adds directives or replaces the default of that name */
export function csp<State>(
  options: { useNonce?: boolean; csp?: string[] } = {},
): Middleware<State> {
  const directives = [...DEFAULTS, ...options.csp ?? []];
  const policy = [...new Map(directives.map((line) => [line.split(" ")[0], line])).values()];
  return async (ctx) => {
    if (options.useNonce) nonces.set(ctx, "");
    const response = await ctx.next();
    const nonce = nonces.get(ctx);
    const source = nonce ? `'nonce-${nonce}'` : "'unsafe-inline'";
    const value = policy.join("; ").replaceAll("'unsafe-inline'", source);
    response.headers.set("content-security-policy", value);
    return response;
  };
}
