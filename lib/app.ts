import { App, cors, csp, csrf, type Middleware, staticFiles } from "fresh";
import { authentication, openMode, pageSession } from "@/lib/auth/middleware.ts";
import type { State } from "@/lib/api/define.ts";
import { countRequests } from "@/lib/api/count_requests.ts";
import { edge } from "@/lib/api/edge.ts";
import { isApi, problems } from "@/lib/api/errors.ts";
import { compress } from "@/lib/http/compress.ts";
import { isTrusted } from "@/lib/http/origin_guard.ts";
import { storeGuard } from "@/lib/api/store_guard.ts";
import { changeQuota } from "@/lib/api/change_quota.ts";
import { networkQuota } from "@/lib/api/quota_of.ts";
import { DOCUMENT_PATH } from "@/lib/api/openapi/public_document.ts";
import { SHARED_PATH } from "@/lib/api/shared/share_access.ts";
import { streamDoor } from "@/lib/api/stream/stream_door.ts";
import type { Services } from "@/lib/services.ts";
import { LAST_EVENT_ID } from "@/lib/wire/stream_events.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";
import { SHARE_PAGE_PATH } from "@/lib/wire/review/share.ts";
import { IDEMPOTENCY_HEADER } from "@/lib/wire/upload.ts";

/** The app over its services; the routes come with the build. */
export function createApp(services: Services): App<State> {
  const { auth, settings } = services;
  const origins = settings.corsOrigins;
  const app = new App<State>().use(countRequests(services.metrics), (ctx) => {
    ctx.state.services = services;
    return ctx.next();
  });
  if (origins.length > 0) app.use(crossOrigin(origins));
  app.use(problems);
  app.use(async (ctx) => await compress(ctx.req, await ctx.next()));
  app.use(openMode(auth));
  app.use(staticFiles());
  app.use(sameSite(origins));
  app.use("/api", exceptPublic(authentication(auth)), storeGuard(services.storeCheck), changeQuota);
  const quotaOf = (req: Request, from: Deno.Addr) => networkQuota(services, req, from);
  const session = pageSession(auth, quotaOf);
  const policy = csp<State>({ useNonce: true });
  app.use((ctx) => isPage(ctx.url.pathname) ? session(ctx) : ctx.next());
  app.use((ctx) => hasPolicy(ctx.url.pathname) ? policy(ctx) : ctx.next());
  app.fsRoutes();
  // The build serves `app.handler()`. Where a server asks otherwise, the route does it.
  const handler = app.handler.bind(app);
  app.handler = () => edge(services.metrics, streamDoor(services, handler()));
  return app;
}

/** The document tells of nobody, and is for who isn't known yet; links are known by their own cookies. */
function exceptPublic(middleware: Middleware<State>): Middleware<State> {
  const isPublic = (path: string) => path === DOCUMENT_PATH || path.startsWith(SHARED_PATH);
  return (ctx) => isPublic(ctx.url.pathname) ? ctx.next() : middleware(ctx);
}

function isPage(path: string): boolean {
  return path === "/" || /^\/(?:batches(?:\/|$)|test-sse\/?$)/.test(path);
}

/** Pages of links have no session. */
function hasPolicy(path: string): boolean {
  return isPage(path) || path.startsWith(SHARE_PAGE_PATH);
}

/** csrf() tells by the scheme too, so an old browser behind a proxy that ends TLS is told by its host. */
function sameSite(origin: string[]): Middleware<State> {
  const middleware = origin.length > 0 ? csrf<State>({ origin }) : csrf<State>();
  const isOwn = (req: Request) => !req.headers.has("sec-fetch-site") && isTrusted(req, []);
  return (ctx) => isOwn(ctx.req) ? ctx.next() : middleware(ctx);
}

/** Outside of `problems`, so that other origins can read those too. */
function crossOrigin(origin: string[]): Middleware<State> {
  const middleware = cors<State>({
    origin,
    credentials: true,
    allowHeaders: ["authorization", "content-type", IDEMPOTENCY_HEADER, LAST_EVENT_ID.header],
    exposeHeaders: [POSITION_HEADER],
    maxAge: 600,
  });
  // A WebSocket's answer can't be changed any more, and CORS is not for them.
  const applies = ({ req, url }: { req: Request; url: URL }) =>
    isApi(url.pathname) && !req.headers.has("upgrade");
  return (ctx) => applies(ctx) ? middleware(ctx) : ctx.next();
}
