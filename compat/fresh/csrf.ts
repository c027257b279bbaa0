import { HttpError, type Middleware } from "./context.ts";

/** Refuses unsafe requests that a browser marks as another site's, but for those of `origin` */
export function csrf<State>({ origin }: { origin?: string | string[] } = {}): Middleware<State> {
  return (ctx) => {
    if (/^(GET|HEAD|OPTIONS)$/.test(ctx.req.method)) return ctx.next();
    const site = ctx.req.headers.get("sec-fetch-site");
    const from = ctx.req.headers.get("origin");
    const trusted = from ? [ctx.url.origin, origin].flat().includes(from) : site === null;
    if (trusted || site === "same-origin" || site === "none") return ctx.next();
    throw new HttpError(403);
  };
}
