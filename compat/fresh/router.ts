import { type Context, HttpError, type Middleware, type PageComponent } from "./context.ts";
import { fsItems, type Item } from "./fs_routes.ts";
import { registerIslands } from "./render.ts";
import type { Snapshot } from "./snapshot.ts";

type Chain = Middleware<never>;
type Scope = { path: string; kind: string; fn: Middleware<never> };

/** Makes an App's registrations into two functions: one finds a request's chain, one its end */
export function compile(items: Item[], basePath: string, snapshot?: Snapshot) {
  if (snapshot) registerIslands(snapshot);
  const build: { snapshot?: Snapshot; wrapper?: PageComponent } = { snapshot };
  const scopes: Scope[] = [];
  const root: Partial<Record<string, Chain>> = {};
  const routes: Route[] = [];
  const expand = (item: Item) => {
    if (item.kind !== "fsRoutes") return [item];
    if (snapshot) return fsItems(snapshot.routes, item.path);
    throw new Error("Cannot serve routes/: no build, run `deno task build` or dev.ts");
  };
  for (const { kind, path, method = "ALL", fns, wrapper } of items.flatMap(expand)) {
    const scope = path === "*" || path === "/" ? "" : path;
    if (kind === "wrapper") build.wrapper = wrapper;
    else if (kind === "notFound" || kind === "error" && scope === "") root[kind] = fns[0];
    else if (kind === "error") scopes.push({ path: scope, kind, fn: boundary(fns[0]) });
    else if (kind === "use") scopes.push(...fns.map((fn) => ({ path: scope, kind, fn })));
    else {
      const chain = compose([...around(scopes, scope), ...fns]);
      routes.push(routeOf(basePath + scope || "/", method, chain));
    }
  }
  routes.sort((a, b) => Number(a.names.length > 0) - Number(b.names.length > 0));
  const end = (status: number) =>
    compose([...around(scopes, ""), () => Promise.reject(new HttpError(status))]);
  const none = { notFound: end(404), wrongMethod: end(405) };
  const match = (ctx: Context<never>) => findChain(routes, ctx, none);
  return { match, failed: failing(root.notFound, root.error), build };
}

interface Route {
  pattern: string;
  method: string;
  chain: Chain;
  regexp: RegExp;
  names: string[];
}

/** Fixed paths end with a slash or without. URLPattern is slower, and files need no more than this */
function routeOf(pattern: string, method: string, chain: Chain): Route {
  const names: string[] = [];
  const escaped = pattern.replace(/\/$/, "").replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  const source = escaped.replace(/\/:(\w+)\*|:(\w+)|\*/g, (_, rest, name) => {
    names.push(rest ?? name ?? "0");
    return rest ? "(?:/(.*[^/]))?" : name ? "([^/]+)" : "(.*)";
  });
  const slash = names.length === 0 || source.startsWith("(?:") ? "/?" : "";
  return { pattern, method, chain, regexp: new RegExp(`^${source}${slash}$`), names };
}

function findChain(
  routes: Route[],
  ctx: Context<never>,
  none: { notFound: Chain; wrongMethod: Chain },
): Chain {
  const path = ctx.url.pathname;
  const methods = ctx.req.method === "HEAD" ? ["HEAD", "GET"] : [ctx.req.method];
  let found = false;
  for (const method of methods) {
    for (const route of routes) {
      const groups = route.regexp.exec(path);
      found ||= groups !== null;
      if (!groups || route.method !== method && route.method !== "ALL") continue;
      ctx.route = route.pattern;
      route.names.forEach((name, i) => ctx.params[name] = decode(groups[i + 1] ?? ""));
      return route.chain;
    }
  }
  return found ? none.wrongMethod : none.notFound;
}

function decode(value: string): string {
  try {
    return decodeURI(value);
  } catch {
    return value;
  }
}

/** What stands round a route: from the root down, a folder's error page outside its middlewares */
function around(scopes: Scope[], route: string): Middleware<never>[] {
  const rank = ({ path, kind }: Scope) => path.split("/").length * 2 + Number(kind === "use");
  return scopes.filter(({ path }) => route === path || route.startsWith(`${path}/`) || !path)
    .toSorted((a, b) => rank(a) - rank(b)).map(({ fn }) => fn);
}

function compose(fns: Middleware<never>[]): Chain {
  return fns.reduceRight((next, fn) => (ctx) => {
    ctx.next = async () => await next(ctx);
    return fn(ctx);
  });
}

function boundary(handler: Middleware<never>): Middleware<never> {
  return async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      ctx.error = error;
      return handler(ctx);
    }
  };
}

/** The last stop of what is thrown: the app's own pages, else a line of text */
function failing(notFound?: Chain, onError?: Chain) {
  return async (ctx: Context<never>, error: unknown): Promise<Response> => {
    const page = error instanceof HttpError && error.status === 404 && notFound || onError;
    ctx.error = error;
    try {
      if (page) return await page(ctx);
    } catch (thrown) {
      error = thrown;
    }
    if (error instanceof HttpError) return ctx.text(error.message, { status: error.status });
    console.error(error);
    return ctx.text("Internal server error", { status: 500 });
  };
}
