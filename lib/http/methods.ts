import { methodNotAllowed } from "@/lib/http/problems.ts";

/** What a route may have handlers for, in the order in which `Allow` names them. */
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

const READING: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a request asks to change nothing, by its method (RFC 9110, section 9.2.1). */
export function isReading({ method }: { method: string }): boolean {
  return READING.has(method);
}

type Handler = (ctx: never) => unknown;
type Handlers = { [method in typeof METHODS[number]]?: Handler };

/**
 * Completes a route's handlers: HEAD answers as GET does, and each method that isn't there is refused
 * by a 405 problem that names those that are. Without a handler Fresh would draw a page.
 */
export function withAllMethods(handlers: Handlers): Handlers {
  const { GET, HEAD = GET && headOf(GET) } = handlers;
  const given: Handlers = { ...handlers, HEAD };
  const allowed = METHODS.filter((method) => given[method]);
  const refuse = () => {
    throw methodNotAllowed(allowed);
  };
  return Object.fromEntries(METHODS.map((method) => [method, given[method] ?? refuse]));
}

/** Fresh takes the body off without cancelling it: what feeds it would go on. */
function headOf(get: Handler): Handler {
  return async (ctx) => {
    const answer = await get(ctx);
    if (!(answer instanceof Response)) return answer;
    await answer.body?.cancel();
    return new Response(null, answer);
  };
}
