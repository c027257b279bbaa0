import { h } from "preact";
import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { App, type Context, cors, csp, csrf, HttpError, page } from "./mod.ts";
import { Head } from "./runtime.ts";

const file = (draw: (ctx: Context) => unknown, handler?: unknown) => ({ default: draw, handler });
const routes = Object.entries({
  "_app.tsx": file(({ Component }) => h("html", null, h(Component, {}))),
  "_error.tsx": file(({ error }) => `E${error instanceof HttpError && error.status}`),
  "f/_middleware.ts": { handler: [(ctx: Context) => ctx.next()] },
  "f/[id].tsx": file(({ params }) => params.id),
  "own.tsx": file(({ data }) => `${data}`, { GET: () => page("drawn", { status: 201 }) }),
});
const app = new App<{ seen?: string }>()
  .use("/api", (ctx) => (ctx.state.seen = "api", ctx.next()))
  .use(cors({ origin: ["https://a.test"] }), csrf({ origin: ["https://a.test"] }))
  .get("/a/:id", (ctx) => ctx.json([ctx.route, ctx.params.id]))
  .get("/a/fixed", (ctx) => ctx.text("fixed"))
  .post("/api/x", (ctx) => ctx.text(ctx.state.seen!))
  .get("/apix", (ctx) => ctx.text(`${ctx.state.seen}`))
  .get("/rest/:path*", (ctx) => ctx.text(`[${ctx.params.path}]`))
  .get("/go", (ctx) => ctx.redirect("//evil.test/x"))
  .fsRoutes();
const SNAPSHOT = Symbol.for("fresh.snapshot");
const built = (app: App<never>, routes: [file: string, module: object][]) =>
  Object.assign(app, { [SNAPSHOT]: { buildId: "1", routes, islands: [], files: new Map() } });
const handler = built(app as App<never>, routes).handler();

const NOT_OURS = { "sec-fetch-site": "cross-site", origin: "https://b.test" };
const ALLOWED = { "sec-fetch-site": "cross-site", origin: "https://a.test" };
const CASES: [request: string, status: number, body: string, headers?: typeof ALLOWED][] = [
  ["GET //a/fixed/", 200, "fixed"],
  ["GET /a/one%20%2F", 200, '["/a/:id","one %2F"]'],
  ["GET /a/one/", 404, "<html>E404</html>"],
  ["FOO /a/fixed", 500, "Internal server error"],
  ["HEAD /a/fixed", 200, ""],
  ["PUT /a/fixed", 405, "<html>E405</html>"],
  ["GET /rest", 200, "[]"],
  ["GET /rest/a/b", 200, "[a/b]"],
  ["GET /apix", 200, "undefined"],
  ["GET /go", 302, ""],
  ["POST /api/x", 200, "api"],
  ["POST /api/x", 200, "api", ALLOWED],
  ["POST /api/x", 403, "<html>E403</html>", NOT_OURS],
  ["OPTIONS /api/x", 204, "", ALLOWED],
  ["GET /f/a%20b", 200, "<html>a b</html>"],
  ["POST /f/a", 200, "<html>a</html>"],
  ["GET /own", 201, "<html>drawn</html>"],
  ["HEAD /own", 201, ""],
  ["PUT /own", 404, "<html>E404</html>"],
];
for (const [request, status, body, headers] of CASES) {
  Deno.test(`App answers ${request} ${JSON.stringify(headers ?? {})} with ${status}`, async () => {
    const [method, path] = request.split(" ");
    const response = await handler(new Request(`http://own.test${path}`, { method, headers }));
    const text = (await response.text()).replace("<!DOCTYPE html>", "");
    const location = response.headers.get("location");
    const allowed = response.headers.get("access-control-allow-origin");
    assertEquals([response.status, text], [status, body]);
    assertEquals(location, path === "/go" ? "/evil.test/x" : null);
    assertEquals(allowed, headers === ALLOWED ? ALLOWED.origin : null);
  });
}

Deno.test("App throws at a path that can't be decoded, as Fresh does", async () => {
  await assertRejects(() => handler(new Request("http://own.test/a/%ff")), URIError);
});

Deno.test("App answers HEAD without the body of GET, which isn't told", async () => {
  let cancelled = false;
  const body = new ReadableStream({ cancel: () => void (cancelled = true) });
  const head = new App().get("/", () => new Response(body)).handler();
  const response = await head(new Request("http://own.test/", { method: "HEAD" }));
  assertEquals([response.body, cancelled], [null, false]);
});

Deno.test("App draws a bare _404 with status 200", async () => {
  const missing = built(new App<never>().fsRoutes(), [["_404.tsx", file(() => "none")]]).handler();
  const response = await missing(new Request("http://own.test/x"));
  assertEquals([response.status, (await response.text()).includes("none")], [200, true]);
});

Deno.test("Head takes the place of what is alike but for content and address, unless it has a key", async () => {
  const link = (href: string, key?: string) => h("link", { rel: "stylesheet", href, key });
  const own = () =>
    h(Head, null, h("title", null, "b"), h("meta", { name: "m", content: "b" }), link("/b", "b"));
  const app = ({ Component }: Context) =>
    h("html", null, h("head", null, ...shell), h("body", null, h(Component, {})));
  const shell = [h("title", null, "a"), h("meta", { name: "m", content: "a" }), link("/a")];
  const drawn = built(new App<never>().fsRoutes(), [
    ["_app.tsx", file(app)],
    ["keyed.tsx", file(own)],
    ["other.tsx", file(() => h(Head, null, link("/c"), h("meta", { name: "n", content: "c" })))],
  ]).handler();
  const head = async (path: string) => {
    const html = await (await drawn(new Request(`http://own.test/${path}`))).text();
    return [...html.matchAll(/<title>(\w)|(?:content|href)="([^"]+)"/g)].map(([, a, b]) => a ?? b);
  };
  assertEquals(await head("keyed"), ["b", "b", "/a", "/b"]);
  assertEquals(await head("other"), ["a", "a", "/c", "c"]);
});

Deno.test("csp sends the whole policy of Fresh", async () => {
  const sent = new App().use(csp()).get("/", (ctx) => ctx.text("")).handler();
  const { headers } = await sent(new Request("http://own.test/"));
  assertEquals(
    headers.get("content-security-policy"),
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
      "font-src 'self'; img-src 'self' data:; media-src 'self' data: blob:; " +
      "worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; " +
      "form-action 'self'; frame-ancestors 'none'; upgrade-insecure-requests",
  );
});

const draw = () => null;
const UNSUPPORTED: [file: string, module: object, what: RegExp][] = [
  ["_layout.tsx", { default: draw }, /file of this name/],
  ["a/_layout.tsx", { default: draw }, /file of this name/],
  ["(group)/a.tsx", { default: draw }, /group/],
  ["a/(_islands)/B.tsx", { default: draw }, /group/],
  ["[[id]].tsx", { default: draw }, /optional parameter/],
  ["a.tsx", { default: draw, config: {} }, /config/],
  ["a.tsx", { default: async () => await null }, /async component/],
  ["_app.tsx", { default: async () => await null }, /async component/],
  ["a.ts", {}, /without component and handlers/],
  ["a.ts", { GET: draw }, /without component and handlers/],
];
for (const [path, module, what] of UNSUPPORTED) {
  Deno.test(`App refuses routes/${path} with ${Object.keys(module)}`, () => {
    const refused = built(new App<never>().fsRoutes(), [[path, module]]);
    const { message } = assertThrows(() => refused.handler(), Error);
    assertMatch(message, what);
    assertMatch(message, /^Cannot serve routes\//);
  });
}

Deno.test("App refuses to serve routes/ below a path", () => {
  const { fsRoutes } = new App() as { fsRoutes(path: string): unknown };
  assertThrows(() => fsRoutes("/x"), Error, "below a path");
});
