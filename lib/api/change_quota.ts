import { quotaOf, visitorQuota } from "@/lib/api/quota_of.ts";
import type { State } from "@/lib/api/define.ts";
import { isReading } from "@/lib/http/methods.ts";
import { SHARED_PATH } from "@/lib/api/shared/share_access.ts";

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
  if (isReading(req) || (req.method === "POST" && COUNTED.test(pathname))) {
    return ctx.next();
  }
  const quota = pathname.startsWith(SHARED_PATH)
    // On the link it is counted once it was opened, or a stranger could use up what is its.
    ? visitorQuota(ctx.state.services, req, ctx.info.remoteAddr)
    : ctx.state.principal && quotaOf(ctx); // The document asks nobody who they are.
  quota?.admit("changes");
  quota?.spend({ changes: 1 });
  return ctx.next();
}
