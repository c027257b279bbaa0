import { h } from "preact";
import { assertEquals } from "@std/assert";
import { App, type Context, cors, csrf, HttpError } from "fresh";

const file = (draw: (ctx: Context) => unknown, handler?: unknown) => ({ default: draw, handler });
const routes = Object.entries({
  "_app.tsx": file(({ Component }) => h("html", null, h(Component, {}))),
  "_error.tsx": file(({ error }) => `E${error instanceof HttpError && error.status}`),
  "f/_middleware.ts": { handler: [(ctx: Context) => ctx.next()] },
  "f/[id].tsx": file(({ params }) => params.id),
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
const snapshot = { buildId: "1", routes, islands: [], files: new Map() };
const handler = Object.assign(app, { [Symbol.for("fresh.snapshot")]: snapshot }).handler();

const NOT_OURS = { "sec-fetch-site": "cross-site", origin: "https://b.test" };
const ALLOWED = { "sec-fetch-site": "cross-site", origin: "https://a.test" };
const CASES: [request: string, status: number, body: string, headers?: typeof ALLOWED][] = [
  ["GET //a/fixed/", 200, "fixed"],
  ["GET /a/one%20%2F", 200, '["/a/:id","one %2F"]'],
  ["GET /a/one/", 404, "<html>E404</html>"],
  ["GET /a/%ff", 400, "Bad Request"],
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
  ["POST /f/a", 404, "<html>E404</html>"],
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
