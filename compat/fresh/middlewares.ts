import { extname } from "node:path";
import { HttpError, type Middleware } from "./context.ts";

/** Refuses unsafe requests that a browser marks as another site's, but for those of `origin` */
export function csrf<State>({ origin }: { origin?: string | string[] } = {}): Middleware<State> {
  return ({ req, url, next }) => {
    const site = req.headers.get("sec-fetch-site");
    const from = req.headers.get("origin");
    const trusted = from ? [url.origin, origin].flat().includes(from) : site === null;
    const safe = /^(GET|HEAD|OPTIONS)$/.test(req.method) || /^(same-origin|none)$/.test(site ?? "");
    return safe || trusted ? next() : Promise.reject(new HttpError(403));
  };
}

const POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' " +
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
    const value = nonce ? POLICY.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`) : POLICY;
    response.headers.set("content-security-policy", value);
    return response;
  };
}

type Lists = Partial<Record<"allowMethods" | "allowHeaders" | "exposeHeaders", string[]>>;
type CorsOptions = Lists & { origin: string[]; credentials?: boolean; maxAge?: number };

/** Sets the CORS headers for the given origins, and answers preflights with 204 */
export function cors<State>(options: CorsOptions): Middleware<State> {
  const { allowMethods = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"] } = options;
  return async ({ req, next }) => {
    const preflight = req.method === "OPTIONS";
    const response = preflight ? new Response(null, { status: 204 }) : await next();
    const set = (name: string, value?: string | false) =>
      value && response.headers.set(`access-control-${name}`, value);
    const from = req.headers.get("origin") ?? "";
    set("allow-origin", options.origin.includes(from) && from);
    response.headers.append("vary", "Origin");
    set("allow-credentials", options.credentials && "true");
    set("expose-headers", options.exposeHeaders?.join(","));
    set("allow-methods", preflight && allowMethods.join(","));
    set("allow-headers", preflight && options.allowHeaders?.join(","));
    set("max-age", preflight && options.maxAge?.toString());
    return response;
  };
}

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/vnd.microsoft.icon",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};
const FOR_GOOD = "public, max-age=31536000, immutable";

/** Serves the files of static/ and the scripts of islands, as the Builder found them */
export function staticFiles<State>(): Middleware<State> {
  return async ({ req, url, _snapshot, next }) => {
    const file = _snapshot?.files.get(url.pathname);
    if (!file) return next();
    if (!/^(GET|HEAD)$/.test(req.method)) {
      return new Response("Method Not Allowed", { status: 405 });
    }
    const asked = url.searchParams.get("__frsh_c");
    const kept = asked === _snapshot?.buildId || url.pathname.startsWith("/_fresh/js/");
    const headers = new Headers({ etag: `W/"${file.hash}"`, vary: "If-None-Match" });
    headers.set(
      "cache-control",
      kept ? FOR_GOOD : "no-cache, no-store, max-age=0, must-revalidate",
    );
    headers.set("content-type", TYPES[extname(url.pathname)] ?? "application/octet-stream");
    const known = req.headers.get("if-none-match")?.includes(`"${file.hash}"`);
    if (known) return new Response(null, { status: 304, headers });
    const bytes = await Deno.readFile(file.content);
    headers.set("content-length", `${bytes.length}`);
    return new Response(bytes, { headers });
  };
}
