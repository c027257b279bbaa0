import type { Middleware } from "./context.ts";

interface CorsOptions {
  origin?: string | string[];
  allowMethods?: string[];
  allowHeaders?: string[];
  exposeHeaders?: string[];
  credentials?: boolean;
  maxAge?: number;
}

/** Sets the CORS headers for the given origins, and answers preflights with 204 */
export function cors<State>(options: CorsOptions = {}): Middleware<State> {
  const { origin = "*", allowMethods = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"] } =
    options;
  return async (ctx) => {
    const from = ctx.req.headers.get("origin") ?? "";
    const preflight = ctx.req.method === "OPTIONS";
    const response = preflight ? new Response(null, { status: 204 }) : await ctx.next();
    const set = (name: string, value?: string | null | false) =>
      value && response.headers.set(`access-control-${name}`, value);
    set("allow-origin", origin === "*" ? "*" : [origin].flat().includes(from) && from);
    if (origin !== "*") response.headers.append("vary", "Origin");
    set("allow-credentials", options.credentials && "true");
    set("expose-headers", options.exposeHeaders?.join(","));
    if (!preflight) return response;
    const asked = ctx.req.headers.get("access-control-request-headers");
    set("allow-methods", allowMethods.join(","));
    set("allow-headers", options.allowHeaders?.join(",") || asked);
    set("max-age", options.maxAge?.toString());
    return response;
  };
}
