import type { Middleware } from "./context.ts";

type Lists = Partial<Record<"allowMethods" | "allowHeaders" | "exposeHeaders", string[]>>;
type CorsOptions = Lists & { origin?: string | string[]; credentials?: boolean; maxAge?: number };

/** Sets the CORS headers for the given origins, and answers preflights with 204 */
export function cors<State>({ origin = "*", ...options }: CorsOptions = {}): Middleware<State> {
  return async ({ req, next }) => {
    const preflight = req.method === "OPTIONS";
    const response = preflight ? new Response(null, { status: 204 }) : await next();
    const set = (name: string, value?: string | false | null) =>
      value && response.headers.set(`access-control-${name}`, value);
    const from = req.headers.get("origin") ?? "";
    set("allow-origin", origin === "*" ? "*" : [origin].flat().includes(from) && from);
    if (origin !== "*") response.headers.append("vary", "Origin");
    set("allow-credentials", options.credentials && "true");
    set("expose-headers", options.exposeHeaders?.join(","));
    if (!preflight) return response;
    const asked = req.headers.get("access-control-request-headers");
    set("allow-methods", options.allowMethods?.join(",") ?? "GET,HEAD,PUT,POST,DELETE,PATCH");
    set("allow-headers", options.allowHeaders?.join(",") ?? asked);
    set("max-age", options.maxAge?.toString());
    return response;
  };
}
