import { type Context, HttpError, type Middleware } from "./context.ts";
import { fsItems } from "./fs_routes.ts";
import { registerIslands } from "./render.ts";
import type { Snapshot } from "./snapshot.ts";

type Fn = Middleware<never>;
type Scope = { path: string; rank: number; fn: Fn };
type Route = { method: string; pattern: string; regexp: RegExp; chain: Fn };

/** One registration of an App: use, error, notFound, wrapper, fsRoutes, or a route's method or ALL */
export type Item = { kind: string; path: string; fns: Fn[] };

/** Makes an App's registrations into a function that finds the chain for a request */
export function compile(given: Item[], basePath: string, snapshot?: Snapshot) {
  if (snapshot) registerIslands(snapshot);
  const build: { snapshot?: Snapshot; wrapper?: Fn } = { snapshot };
  const items = given.flatMap((item) =>
    item.kind === "fsRoutes" ? fsItems(item.path, snapshot) : [item]
  );
  const scopes: Scope[] = [];
  const routes: Route[] = [];
  const isPage = ({ kind }: Item) => Number(kind === "error" || kind === "notFound");
  for (const { kind, path, fns } of items.toSorted((a, b) => isPage(b) - isPage(a))) {
    const scope = path.replace(/^[*/]$/, "");
    const rank = scope.split("/").length * 3 + ["error", "notFound", "use"].indexOf(kind);
    const round = kind === "use" ? fns : fns.map((fn) => boundary(fn, kind));
    if (kind === "wrapper") build.wrapper = fns[0];
    else if (/^[a-z]/.test(kind)) scopes.push(...round.map((fn) => ({ path: scope, rank, fn })));
    else {
      const pattern = basePath + scope;
      const chain = compose([...around(scopes, scope), ...fns]);
      routes.push({ method: kind, pattern, regexp: regexpOf(pattern), chain });
    }
  }
  const isDynamic = ({ pattern }: Route) => Number(pattern.includes(":"));
  routes.sort((a, b) => isDynamic(a) - isDynamic(b));
  return { build, match: (ctx: Context<never>) => match(ctx, routes, around(scopes, "")) };
}

function match(ctx: Context<never>, routes: Route[], root: Fn[]): Fn {
  const path = ctx.url.pathname === "/" ? "" : ctx.url.pathname;
  const methods = ctx.req.method === "HEAD" ? ["HEAD", "GET"] : [ctx.req.method];
  let status = 404;
  for (const wanted of methods) {
    for (const { method, pattern, regexp, chain } of routes) {
      const found = regexp.exec(path);
      if (!found) continue;
      status = 405;
      if (method !== wanted && method !== "ALL") continue;
      ctx.route = pattern || "/";
      for (const name in found.groups) ctx.params[name] = decodeURI(found.groups[name] ?? "");
      return chain;
    }
  }
  return compose([...root, () => Promise.reject(new HttpError(status))]);
}

/** Fixed paths may end with a slash. URLPattern is slower, and files need no more than this */
function regexpOf(pattern: string): RegExp {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\/:(\w+)\*$/, "(?:/(?<$1>.*[^/]))?").replace(/:(\w+)/g, "(?<$1>[^/]+)");
  return new RegExp(pattern.includes(":") ? `^${source}$` : `^${source}/?$`);
}

/** What stands round a route, the root's first, and error pages outside of middlewares */
function around(scopes: Scope[], route: string): Fn[] {
  return scopes.filter(({ path }) => `${route}/`.startsWith(`${path}/`))
    .toSorted((a, b) => a.rank - b.rank).map(({ fn }) => fn);
}

function compose(fns: Fn[]): Fn {
  return fns.reduceRight((next, fn) => (ctx) => {
    ctx.next = async () => await next(ctx);
    return fn(ctx);
  });
}

function boundary(page: Fn, kind: string): Fn {
  return async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      const missing = error instanceof HttpError && error.status === 404;
      if (kind === "notFound" && !missing) throw error;
      ctx.error = error;
      return page(ctx);
    }
  };
}
