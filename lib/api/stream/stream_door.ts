import { guardMode, identify } from "@/lib/auth/middleware.ts";
import { toProblemResponse } from "@/lib/api/errors.ts";
import { requestQuota } from "@/lib/api/quota_of.ts";
import { openEventStream } from "@/lib/api/stream/open_event_stream.ts";
import type { Services } from "@/lib/services.ts";

type Handler = (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** What needs neither decoding nor a router. */
const STREAM = /^https?:\/\/[^/?#]+\/api\/v1\/sse\/progress\/stream\/([\w.@-]+)(?:\?|$)/;
const ROUTE = "/api/v1/sse/progress/stream/:user_id";

/**
 * Opens event streams before Fresh sees them, and leaves it all else. When thousands of clients come
 * back at once, its router and the middlewares for pages cost more than the streams do
 * (docs/performance.md). The route is still there for what isn't plain: other methods, other origins.
 */
export function streamDoor(services: Services, handle: Handler): Handler {
  const { auth, hub, metrics } = services;
  const open = async (req: Request, info: Deno.ServeHandlerInfo, user: string) => {
    let response: Response;
    try {
      guardMode(auth, req, info.remoteAddr);
      const peer = info.remoteAddr;
      const principal = await identify(auth, req);
      const quota = requestQuota(services, principal, req, peer);
      response = openEventStream(hub, principal, user, req, { peer, quota });
    } catch (error) {
      response = toProblemResponse(error);
    }
    metrics.countRequest(ROUTE, response.status);
    return response;
  };
  return (req, info) => {
    const user = STREAM.exec(req.url)?.[1];
    const isPlain = user && info && req.method === "GET" && !req.headers.has("origin");
    return isPlain ? open(req, info, user) : handle(req, info);
  };
}
