import type { Middleware } from "./context.ts";

type Lists = Partial<
  Record<"allowMethods" | "allowHeaders" | "exposeHeaders", string[]>
>;
type CorsOptions = Lists & {
  origin?: string | string[];
  credentials?: boolean;
  maxAge?: number;
};

/** Sets the CORS headers for the given origins, and answers preflights with 204 */
export function cors<State>(
  { origin = "*", ...options }: CorsOptions = {},
): Middleware<State> {
  return async (ctx) => {
    const { method, headers } = ctx.req;
    const preflight = method === "OPTIONS";
    const response = preflight ? new Response(null, { status: 204 }) : await ctx.next();
    const set = (name: string, value?: string | false | null) =>
      value && response.headers.set(`access-control-${name}`, value);
    const from = headers.get("origin") ?? "";
    set(
      "allow-origin",
      origin === "*" ? "*" : [origin].flat().includes(from) && from,
    );
    if (origin !== "*") response.headers.append("vary", "Origin");
    set("allow-credentials", options.credentials && "true");
    set("expose-headers", options.exposeHeaders?.join(","));
    if (!preflight) return response;
    set(
      "allow-methods",
      options.allowMethods?.join(",") ?? "GET,HEAD,PUT,POST,DELETE,PATCH",
    );
    const asked = headers.get("access-control-request-headers");
    set("allow-headers", options.allowHeaders?.join(",") ?? asked);
    set("max-age", options.maxAge?.toString());
    return response;
  };
}
