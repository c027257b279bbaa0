import { HttpError, type Middleware, type PageComponent } from "./context.ts";
import { renderPage } from "./render.ts";
import type { Item } from "./router.ts";
import type { Snapshot } from "./snapshot.ts";

const KINDS: Record<string, string> = { app: "wrapper", middleware: "use", 404: "notFound" };

/** Turns the files of routes/ into registrations, in the order in which they have to match */
export function fsItems(base: string, snapshot?: Snapshot): Item[] {
  if (!snapshot) throw new Error("Cannot serve routes/: there is no build, see dev.ts");
  return snapshot.routes.toSorted(([a], [b]) => rank(a) < rank(b) ? -1 : 1).map(
    ([file, module]) => {
      const special = /(?:^|\/)_(\w+)\.\w+$/.exec(file)?.[1];
      const path = `/${file}`.replace(/(\/index|\/_\w+)?\.\w+$/, "")
        .replace(/\[\.\.\.(\w+)\]/g, ":$1*").replace(/\[(\w+)\]/g, ":$1");
      const handlers = module.handler ?? module.handlers;
      const component = module.default as PageComponent | undefined;
      const bare = special === "app" || special === "middleware";
      const fns = bare ? [handlers ?? component].flat() : [answer(handlers, component)];
      const kind = special ? KINDS[special] ?? special : "ALL";
      return { kind, path: base + path, fns: fns as Middleware<never>[] };
    },
  );
}

/** A folder's own `_` files come first, then fixed names, parameters, and the rest of a path */
function rank(file: string): string {
  return file.replace(/(^|\/)_/g, "$1\0").replaceAll("[...", "\uffff").replaceAll("[", "\ufffe");
}

/** Answers by the handler for the method, and draws the component over what it returns */
function answer(handlers: unknown, component?: PageComponent): Middleware<never> {
  const byMethod = (handlers ?? {}) as Record<string, PageComponent | undefined>;
  return async (ctx) => {
    const failed = ctx.error !== null;
    const names = ctx.req.method === "HEAD" ? ["HEAD", "GET"] : [ctx.req.method];
    const named = byMethod[names[0]] ?? byMethod[names.at(-1)!];
    const handler = typeof handlers === "function" ? handlers as PageComponent : named;
    if (!handler && !(component && (failed || names.includes("GET")))) throw new HttpError(404);
    const result = await handler?.(ctx as never) ?? {};
    if (result instanceof Response || !component) return result as Response;
    const { data, headers, status } = result as { data: unknown } & ResponseInit;
    ctx.data = data;
    const usual = !failed ? 200 : ctx.error instanceof HttpError ? ctx.error.status : 500;
    return renderPage(ctx, component, { headers, status: status ?? usual });
  };
}
