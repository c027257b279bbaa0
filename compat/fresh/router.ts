import { type FunctionComponent, h } from "preact";
import { type Context, HttpError, type Middleware, PageResponse } from "./context.ts";
import { registerIslands } from "./render.ts";
import type { Snapshot } from "./snapshot.ts";
import { refuseUnsupported } from "./unsupported.ts";

type Fn = Middleware<never>;
type Chain = (ctx: Context<never>) => Promise<Response>;
type Handler = (ctx: Context<never>) => unknown;

/** One registration of an App: a route's method or ALL, app, fsRoutes, or what stands round routes */
export type Item = { kind: string; path: string; fns: Fn[] };
const ROUND = ["error", "404", "middleware"];

/** Makes registrations into a function that finds the chain for a request */
export function compile(given: Item[], snapshot?: Snapshot): (ctx: Context<never>) => Chain {
  if (snapshot) registerIslands(snapshot);
  const items = given.flatMap((item) => item.kind === "fsRoutes" ? fsItems(snapshot) : [item]);
  const wrapper = items.find(({ kind }) => kind === "app")?.fns[0];
  const rank = ({ kind, path }: Item) => path.split("/").length * 3 + ROUND.indexOf(kind);
  const around = (route: string, end = Infinity) =>
    items.filter(({ kind }, at) => ROUND.includes(kind) && (kind !== "middleware" || at < end))
      .filter(({ path }) => `${route}/`.startsWith(`${path}/`))
      .sort((a, b) => rank(a) - rank(b))
      .flatMap(({ kind, fns }) => kind === "middleware" ? fns : [catching(kind, fns[0])]);
  const routes = items.flatMap(({ kind, path, fns }, at) => {
    if (ROUND.includes(kind) || kind === "app") return [];
    const chain = compose([...around(path, at), ...fns]);
    return { method: kind, path, regexp: regexpOf(path), chain };
  }).sort((a, b) => Number(a.path.includes(":")) - Number(b.path.includes(":")));

  return (ctx) => {
    ctx._wrapper = wrapper;
    const pathname = ctx.url.pathname === "/" ? "" : ctx.url.pathname;
    let status = 404;
    for (const wanted of ctx.req.method === "HEAD" ? ["HEAD", "GET"] : [ctx.req.method]) {
      for (const { method, path, regexp, chain } of routes) {
        const found = regexp.exec(pathname);
        if (found) status = 405;
        if (!found || method !== wanted && method !== "ALL") continue;
        ctx.route = path || "/";
        for (const name in found.groups) ctx.params[name] = decodeURI(found.groups[name] ?? "");
        return chain;
      }
    }
    return compose([...around(""), () => Promise.reject(new HttpError(status))]);
  };
}

/** Fixed paths may end with a slash. URLPattern is slower, and files need no more than this */
function regexpOf(pattern: string): RegExp {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\/:(\w+)\*$/, "(?:/(?<$1>.*[^/]))?").replace(/:(\w+)/g, "(?<$1>[^/]+)");
  return new RegExp(pattern.includes(":") ? `^${source}$` : `^${source}/?$`);
}

function compose(fns: Fn[]): Chain {
  // No async function a step: a dozen of them cost more than what most routes do
  const run = (ctx: Context<never>, at: number): Promise<Response> => {
    ctx.next = () => run(ctx, at + 1);
    try {
      const response = fns[at](ctx);
      return response instanceof Promise ? response : Promise.resolve(response);
    } catch (error) {
      return Promise.reject(error);
    }
  };
  return async (ctx) => {
    const response = await run(ctx, 0);
    if (response instanceof Response) return response;
    throw new TypeError(`Cannot answer "${ctx.url.pathname}": a handler gave no Response`);
  };
}

/** Answers with a page what is thrown further inside, or its 404s alone */
const catching = (kind: string, page: Fn): Fn => (ctx) =>
  ctx.next().catch((error) => {
    const missing = error instanceof HttpError && error.status === 404;
    if (kind === "404" && !missing) throw error;
    ctx.error = error;
    return page(ctx);
  });

/** Turns the files of routes/ into registrations, in the order in which they have to match */
function fsItems(snapshot?: Snapshot): Item[] {
  if (!snapshot) throw new Error("Cannot serve routes/: there is no build, see dev.ts");
  // A folder's own `_` files come first, then fixed names, parameters, and the rest of a path
  const rank = ([file]: [string, unknown]) =>
    file.replace(/(^|\/)_/g, "$1\0").replaceAll("[...", "\uffff").replaceAll("[", "\ufffe");
  const sorted = snapshot.routes.toSorted((a, b) => rank(a) < rank(b) ? -1 : 1);
  for (const [file, module] of sorted) refuseUnsupported(file, module);
  return sorted.map(([file, { default: component, handler, handlers = handler }]) => {
    const kind = /(?:^|\/)_(\w+)\.\w+$/.exec(file)?.[1] ?? "ALL";
    const path = `/${file}`.replace(/(\/index|\/_\w+)?\.\w+$/, "")
      .replace(/\[\.\.\.(\w+)\]/g, ":$1*").replace(/\[(\w+)\]/g, ":$1");
    const bare = kind === "app" || kind === "middleware";
    const fns = bare
      ? [handlers ?? component].flat()
      : [answer(handlers, component as Handler, kind)];
    return { kind, path, fns: fns as Fn[] };
  });
}

/** Answers by the handler for the method, and draws the component over what it returns */
function answer(handlers: unknown, component: Handler | undefined, kind: string): Fn {
  const byMethod = { ...handlers as Record<string, Handler | undefined> };
  const isError = kind === "error";
  return async (ctx) => {
    const { req: { method }, error } = ctx;
    const named = byMethod[method] ?? (method === "HEAD" ? byMethod.GET : undefined);
    const handler = typeof handlers === "function" ? handlers as Handler : named;
    if (!handler && (handlers || !component)) throw new HttpError(404);
    const answer = handler ? await handler(ctx) : new PageResponse(undefined);
    if (!(answer instanceof PageResponse)) return answer as Response;
    if (!component) throw new TypeError(`Cannot answer "${ctx.url.pathname}": it has no component`);
    ctx.data = answer.data;
    const status = isError ? error instanceof HttpError ? error.status : 500 : 200;
    return ctx.render(h(component as FunctionComponent, ctx as object), { status, ...answer.init });
  };
}
