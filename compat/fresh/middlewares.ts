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

const POLICY = {
  "default-src": "'self'",
  "script-src": "'self'",
  "style-src": "'self'",
  "font-src": "'self'",
  "img-src": "'self' data:",
  "media-src": "'self' data: blob:",
  "worker-src": "'self' blob:",
  "connect-src": "'self'",
  "object-src": "'none'",
  "base-uri": "'self'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
  "upgrade-insecure-requests": "",
};

/** Sets a Content-Security-Policy, of the nonce that the inline scripts of a rendered page carry */
export function csp<State>({ useNonce = false } = {}): Middleware<State> {
  return async (ctx) => {
    ctx._wantsNonce = useNonce;
    const response = await ctx.next();
    const inline = ctx._nonce ? ` 'nonce-${ctx._nonce}'` : " 'unsafe-inline'";
    const policy = Object.entries(POLICY)
      .map(([name, sources]) => [name, sources && ` ${sources}`, /^sc|^st/.test(name) && inline])
      .map((parts) => parts.filter(Boolean).join(""));
    response.headers.set("content-security-policy", policy.join("; "));
    return response;
  };
}

type Sent = {
  origin: string[];
  allowHeaders?: string[];
  exposeHeaders?: string[];
  credentials?: boolean;
  maxAge?: number;
};

/** Sets the CORS headers for the given origins, and answers preflights with 204 */
export function cors<State>({ origin, ...options }: Sent): Middleware<State> {
  return async ({ req, next }) => {
    const preflight = req.method === "OPTIONS";
    const response = preflight ? new Response(null, { status: 204 }) : await next();
    response.headers.append("vary", "Origin");
    const set = (name: string, value?: string | false | null) =>
      value && response.headers.set(`access-control-${name}`, value);
    set("allow-origin", origin.find((one) => one === req.headers.get("origin")));
    set("allow-credentials", options.credentials && "true");
    set("expose-headers", !preflight && options.exposeHeaders?.join(","));
    set("allow-methods", preflight && "GET,HEAD,PUT,POST,DELETE,PATCH");
    set("allow-headers", preflight && options.allowHeaders?.join(","));
    set("max-age", preflight && options.maxAge?.toString());
    return response;
  };
}

const FOR_GOOD = "public, max-age=31536000, immutable";
const NEVER = "no-cache, no-store, max-age=0, must-revalidate";
const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
};

/** Serves the files of static/ and the scripts of islands, as the Builder found them */
export function staticFiles<State>(): Middleware<State> {
  return ({ req, url, _snapshot, next, text }) => {
    const { buildId, files } = _snapshot ?? {};
    const file = files?.get(url.pathname);
    if (!file) return next();
    if (!/^(GET|HEAD)$/.test(req.method)) return text("Method Not Allowed", { status: 405 });
    const named = url.pathname.startsWith(`/_fresh/js/${buildId}/`);
    const kept = named || url.searchParams.get("__frsh_c") === buildId;
    const headers = new Headers({ etag: `W/"${buildId}"`, vary: "If-None-Match" });
    headers.set("cache-control", kept ? FOR_GOOD : NEVER);
    headers.set("content-type", TYPES[extname(url.pathname)] ?? "application/octet-stream");
    const known = req.headers.get("if-none-match")?.includes(`"${buildId}"`);
    if (known) return new Response(null, { status: 304, headers });
    return fetch(file).then((read) => read.bytes()).then((bytes) => {
      headers.set("content-length", `${bytes.length}`);
      return new Response(bytes, { headers });
    });
  };
}
