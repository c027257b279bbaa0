import { quotaOf, shareQuota } from "@/lib/api/quota_of.ts";
import type { State } from "@/lib/api/define.ts";
import { SHARED_PATH } from "@/lib/api/shared/share_access.ts";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);
/** These count what they write by itself. */
const COUNTED = /^\/api\/v1\/(resumes\/upload|sse\/progress\/[^/]+)\/?$/;

/** What this needs of Fresh's `Context`. */
interface RequestContext {
  req: Request;
  url: URL;
  info: { remoteAddr: Deno.Addr };
  state: State;
  next(): Promise<Response>;
}

/**
 * For the API, below what tells who asks: counts each request that may write, whatever its route, so that
 * decisions, links and retries don't fill the store either.
 *
 * @throws {Problem} 429
 */
export function changeQuota(ctx: RequestContext): Promise<Response> {
  const { req, url: { pathname } } = ctx;
  if (READING.has(req.method) || (req.method === "POST" && COUNTED.test(pathname))) {
    return ctx.next();
  }
  const quota = pathname.startsWith(SHARED_PATH)
    ? shareQuota(ctx.state.services, shareIn(pathname), req, ctx.info.remoteAddr)
    : ctx.state.principal && quotaOf(ctx); // The document asks nobody who they are.
  quota?.admit("changes");
  quota?.spend({ changes: 1 });
  return ctx.next();
}

function shareIn(pathname: string): string {
  return pathname.slice(SHARED_PATH.length).split("/", 1)[0].slice(0, 64);
}
