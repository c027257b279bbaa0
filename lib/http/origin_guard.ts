import { isReading } from "@/lib/http/methods.ts";
import { forbidden } from "@/lib/http/problems.ts";

/** What a proxy adds. In open mode there is none, or strangers would pass as local. */
const FORWARDING = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "x-forwarded-server",
  "x-real-ip",
  "cf-connecting-ip",
  "true-client-ip",
];

/** How a request is let in, as far as its origin matters. */
export interface OriginRules {
  /** A cookie says who it is, which a browser adds by itself, whoever made it ask. */
  byCookie: boolean;
  /** Origins besides the own one, such as `https://app.example.com`. */
  allowedOrigins: readonly string[];
}

/**
 * Refuses, by a 403 problem, what Fresh's csrf() leaves open: a request by cookie that another site made,
 * reading ones included, for a stream that nobody reads is taken from its user; an unsafe one or a
 * WebSocket that doesn't show where it comes from; and a WebSocket of a foreign page.
 */
export function guardOrigin(req: Request, rules: OriginRules): void {
  const origin = req.headers.get("origin");
  const trusted = isTrusted(req, rules.allowedOrigins);
  if (isWebSocket(req) && origin !== null && !trusted) {
    throw forbidden("Cannot open the WebSocket: its origin is another site");
  }
  if (!rules.byCookie || trusted) return;
  const site = req.headers.get("sec-fetch-site");
  // Browsers send the Origin of every WebSocket: one without is a program's, and those have tokens.
  if (!isWebSocket(req)) {
    if (site === "same-origin" || site === "none") return;
    if (origin === null && isReading(req) && !isForeign(req)) return;
  }
  throw forbidden(
    site === null && origin === null
      ? "Cannot tell where the request comes from: send an Origin, or use a Bearer token"
      : "Cannot take the request: it comes from another site",
  );
}

/** Nothing of another site may load from here; a sister site, which shares our cookies, may link. */
function isForeign({ headers }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  return site === "cross-site" ||
    (site === "same-site" && headers.get("sec-fetch-mode") !== "navigate");
}

/**
 * Refuses, by a 403 problem, what open mode is not for: anything that wasn't sent to this machine by
 * this machine. A Host of another name is DNS rebinding; forwarding headers are a proxy's.
 */
export function guardOpenMode(
  req: Request,
  from: Deno.Addr,
  allowedOrigins: readonly string[] = [],
): void {
  if (from.transport === "tcp" && !isLoopbackAddress(from.hostname)) {
    throw forbidden('Cannot serve another machine: AUTH_MODE is "open"');
  }
  const host = req.headers.get("host") ?? new URL(req.url).host;
  if (!isLoopback(host)) throw forbidden('Cannot serve this Host: AUTH_MODE is "open"');
  if (FORWARDING.some((name) => req.headers.has(name))) {
    throw forbidden('Cannot serve a forwarded request: AUTH_MODE is "open"');
  }
  const origin = req.headers.get("origin");
  const foreign = origin !== null && !isTrusted(req, allowedOrigins);
  if (foreign || (origin === null && isForeignSubresource(req))) {
    throw forbidden('Cannot serve another site: AUTH_MODE is "open"');
  }
}

/** An image or a script of a foreign page carries no Origin, but says that it is cross-site. */
function isForeignSubresource({ headers }: Request): boolean {
  return headers.get("sec-fetch-site") === "cross-site" &&
    headers.get("sec-fetch-mode") !== "navigate";
}

function isLoopbackAddress(hostname: string): boolean {
  return /^(127\.[\d.]+|::1|::ffff:127\.[\d.]+|localhost)$/.test(hostname);
}

function isLoopback(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(host);
}

function isWebSocket(req: Request): boolean {
  return req.headers.get("upgrade")?.toLowerCase() === "websocket";
}

/**
 * Whether the Origin is an allowed one or the own. By host and not by scheme: behind a proxy that ends
 * TLS the request is http and the page https.
 */
export function isTrusted(req: Request, allowed: readonly string[]): boolean {
  const origin = req.headers.get("origin");
  if (origin === null) return false;
  if (allowed.includes(origin)) return true;
  const url = URL.parse(origin);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  const host = req.headers.get("host") ?? new URL(req.url).host;
  return url.host === URL.parse(`${url.protocol}//${host}`)?.host;
}
