import { type Context, HttpError, type Middleware, type PageComponent } from "./context.ts";
import { renderPage } from "./render.ts";
import type { Item } from "./router.ts";
import type { Snapshot } from "./snapshot.ts";

type Handler = (ctx: Context<never>) => unknown;

const KINDS = {
  _app: "wrapper",
  _middleware: "use",
  _error: "error",
  _404: "notFound",
};

/** Turns the files of routes/ into registrations, in the order in which they have to match */
export function fsItems(base: string, snapshot?: Snapshot): Item[] {
  if (!snapshot) {
    throw new Error("Cannot serve routes/: there is no build, see dev.ts");
  }
  return snapshot.routes.toSorted(([a], [b]) => sortKey(a) < sortKey(b) ? -1 : 1).map(
    ([file, module]) => {
      const [, folder, name] = /^(.*?)\/?([^/]+)\.[jt]sx?$/.exec(file)!;
      const special = KINDS[name as keyof typeof KINDS];
      const path = [base, folder, special || name === "index" ? "" : name].filter(
        Boolean,
      ).join("/")
        .replace(/\[\.\.\.(\w+)\]/g, ":$1*").replace(/\[(\w+)\]/g, ":$1");
      const handlers = module.handler ?? module.handlers;
      const component = module.default as PageComponent | undefined;
      const fns = special === "wrapper" || special === "use"
        ? [handlers ?? component].flat() as Middleware<never>[]
        : [answer(handlers, component)];
      return { kind: special ?? "ALL", path: path && `/${path}`, fns };
    },
  );
}

/** A folder's own `_` files come first, then fixed names, parameters, and the rest of a path */
function sortKey(file: string): string {
  return file.replace(/(^|\/)_/g, "$1\0").replaceAll("[...", "\uffff")
    .replaceAll("[", "\ufffe");
}

/** Answers by the handler for the method, and draws the component over what it returns */
function answer(
  handlers: unknown,
  component?: PageComponent,
): Middleware<never> {
  const byMethod = (handlers ?? {}) as Record<string, Handler | undefined>;
  return async (ctx) => {
    const failed = ctx.error !== null;
    const names = ctx.req.method === "HEAD" ? ["HEAD", "GET"] : [ctx.req.method];
    const named = names.map((name) => byMethod[name]).find(Boolean);
    const handler = typeof handlers === "function" ? handlers as Handler : named;
    if (!handler && !(component && (failed || names.includes("GET")))) {
      throw new HttpError(404);
    }
    const result = await handler?.(ctx) ?? {};
    if (result instanceof Response || !component) return result as Response;
    const { data, headers, status } = result as
      & { data: unknown }
      & ResponseInit;
    ctx.data = data;
    const usual = !failed ? 200 : ctx.error instanceof HttpError ? ctx.error.status : 500;
    return renderPage(ctx, component, { headers, status: status ?? usual });
  };
}
