import { toProblemResponse } from "@/lib/api/errors.ts";
import { METHODS } from "@/lib/http/methods.ts";
import { setPageHeaders } from "@/lib/api/page_headers.ts";
import { badRequest, methodNotAllowed } from "@/lib/http/problems.ts";
import type { Metrics } from "@/lib/telemetry/metrics.ts";

type Handler = (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

const KNOWN: ReadonlySet<string> = new Set(METHODS);
/** What would make a part of the Host the path: a proxy in front would have judged another one. */
const NO_HOST = /[\s/\\?#@]/;
/** What an answer to HEAD may lack a body for by its status alone. */
const WITHOUT_CONTENT = new Set([101, 204, 304]);

/**
 * Stands round Fresh and all middlewares: refuses what Fresh would throw at, answers what it throws all
 * the same, and completes the answers that no middleware sees, such as Fresh's own error pages.
 */
export function edge(metrics: Metrics, handle: Handler): Handler {
  return async (req, info) => {
    let response: Response;
    try {
      refuseUnreadable(req);
      response = await handle(req, info);
    } catch (error) {
      response = toProblemResponse(error);
      metrics.countRequest("none", response.status);
    }
    return completed(req, response);
  };
}

/** Throws a 405 problem for a method that nothing here has, 400 for a Host or a path of no meaning. */
function refuseUnreadable(req: Request): void {
  if (!KNOWN.has(req.method)) throw methodNotAllowed(METHODS);
  const url = URL.parse(req.url);
  if (url === null || NO_HOST.test(req.headers.get("host") ?? "")) {
    throw badRequest("Cannot read the address: its Host is none");
  }
  try {
    decodeURI(url.pathname);
  } catch (cause) {
    throw badRequest("Cannot decode the path: it is not UTF-8", cause);
  }
}

function completed(req: Request, response: Response): Response {
  const { headers, status } = response;
  if (headers.get("content-type")?.startsWith("text/html")) setPageHeaders(req, headers);
  // Only static files leave it out.
  if (status === 405 && !headers.has("allow")) headers.set("allow", "GET, HEAD");
  const isHead = req.method === "HEAD" && !WITHOUT_CONTENT.has(status);
  if (!isHead || headers.has("content-length")) return response;
  // Without a body the server would say `content-length: 0`; of a stream it doesn't know the length.
  return new Response(new ReadableStream({ start: (controller) => controller.close() }), response);
}
