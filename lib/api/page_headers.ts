import { isHttps } from "@/lib/auth/session.ts";
import { SHARE_PAGE_PATH } from "@/lib/wire/review/share.ts";

/** For pages that have no policy yet, which are error pages: they have no script. */
const POLICY = "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; " +
  "frame-ancestors 'none'";

/** Sets what every page is sent with. Most name their user, so none is kept. */
export function setPageHeaders(req: Request, headers: Headers): void {
  headers.set("referrer-policy", isKey(req) ? "no-referrer" : "same-origin");
  headers.set("x-content-type-options", "nosniff");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  const policy = headers.get("content-security-policy") ?? POLICY;
  headers.set("content-security-policy", isHttps(req) ? policy : withoutUpgrade(policy));
}

/** Fresh's csp() always upgrades: over plain HTTP no style and no script would be loaded. */
function withoutUpgrade(policy: string): string {
  return policy.split(/\s*;\s*/).filter((part) => part !== "upgrade-insecure-requests").join("; ");
}

/** The address of a link's page is all that it takes to see the batch. */
function isKey(req: Request): boolean {
  return new URL(req.url).pathname.startsWith(SHARE_PAGE_PATH);
}
