import { HttpError, type Middleware, type PageComponent } from "./context.ts";
import { renderPage } from "./render.ts";
import type { Snapshot } from "./snapshot.ts";

/** One registration of an App */
export interface Item {
  kind: "use" | "error" | "notFound" | "route" | "wrapper" | "fsRoutes";
  path: string;
  method?: string;
  fns: Middleware<never>[];
  wrapper?: PageComponent;
}

/** Turns the files of routes/ into registrations, in the order in which they have to match */
export function fsItems(routes: Snapshot["routes"], base: string): Item[] {
  return routes.toSorted(([a], [b]) => sortKey(a) < sortKey(b) ? -1 : 1).map(([file, module]) => {
    const path = file.replace(/\.[jt]sx?$/, "").replace(/(^|\/)(index|_\w+)$/, "")
      .replace(/\[\.\.\.(\w+)\]/g, ":$1*").replace(/\[(\w+)\]/g, ":$1");
    const handlers = module.handlers ?? module.handler;
    const component = module.default as PageComponent | undefined;
    const item = { path: path ? `${base}/${path}` : base, fns: [answer(handlers, component)] };
    switch (/(?:^|\/)_(app|middleware|error|404)\./.exec(file)?.[1]) {
      case "app":
        return { ...item, kind: "wrapper", wrapper: component };
      case "middleware":
        return { ...item, kind: "use", fns: [handlers ?? component].flat() as Middleware<never>[] };
      case "error":
        return { ...item, kind: "error" };
      case "404":
        return { ...item, kind: "notFound" };
      default:
        return { ...item, kind: "route", method: "ALL" };
    }
  });
}

/** A folder's own `_` files come first, then fixed names, parameters, and the rest of a path */
function sortKey(file: string): string {
  return file.replace(/(^|\/)_/g, "$1\0").replaceAll("[...", "\uffff").replaceAll("[", "\ufffe");
}

/** Answers by the handler for the method, and draws the component over what it returns */
function answer(handlers: unknown, component?: PageComponent): Middleware<never> {
  const pick = (method: string) =>
    (handlers as Record<string, PageComponent> | undefined)?.[method];
  return async (ctx) => {
    const { method } = ctx.req;
    const reads = method === "GET" || method === "HEAD" || ctx.error !== null;
    const handler = typeof handlers === "function"
      ? handlers as PageComponent
      : pick(method) ?? (method === "HEAD" ? pick("GET") : undefined);
    if (!handler && !(component && reads)) throw new HttpError(404);
    const result = await handler?.(ctx) ?? {};
    if (result instanceof Response || !component) return result as Response;
    const { data, status, headers } = result as { data: unknown } & ResponseInit;
    ctx.data = data;
    const failed = ctx.error instanceof HttpError
      ? ctx.error.status
      : ctx.error === null
      ? 200
      : 500;
    return renderPage(ctx, component, { status: status ?? failed, headers });
  };
}
