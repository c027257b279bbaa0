import { assertEquals } from "@std/assert";
import { App, cors, csrf, HttpError } from "fresh";

const say = (text: string) => () => new Response(text);
const handler = new App<{ seen?: string }>()
  .use("/api", async (ctx) => {
    ctx.state.seen = "api";
    const response = await ctx.next();
    response.headers.set("x-seen", "api");
    return response;
  })
  .use(cors({ origin: ["https://a.test"], maxAge: 5 }), csrf({ origin: ["https://a.test"] }))
  .get("/a/:id", (ctx) => ctx.json([ctx.route, ctx.params.id]))
  .get("/a/fixed", say("fixed"))
  .get("/a/:other", say("never"))
  .post("/api/x", (ctx) => ctx.text(ctx.state.seen!))
  .get("/apix", (ctx) => ctx.text(`${ctx.state.seen}`))
  .get("/rest/:path*", (ctx) => ctx.text(`[${ctx.params.path}]`))
  .get("/go", (ctx) => ctx.redirect("//evil.test/x"))
  .get("/ws", (ctx) => ctx.upgrade().response)
  .get("/teapot", () => Promise.reject(new HttpError(418)))
  .get("/nothing", (() => undefined) as never)
  .handler();

const cases: [request: string, status: number, body: string, headers?: Record<string, string>][] = [
  ["GET /a/fixed", 200, "fixed"],
  ["GET //a/fixed/", 200, "fixed"],
  ["GET /a/one%20%2F", 200, '["/a/:id","one %2F"]'],
  ["GET /a/one/", 404, "Not Found"],
  ["GET /a/%ff", 400, "Bad Request"],
  ["HEAD /a/fixed", 200, ""],
  ["PUT /a/fixed", 405, "Method Not Allowed"],
  ["GET /rest", 200, "[]"],
  ["GET /rest/a/b", 200, "[a/b]"],
  ["GET /apix", 200, "undefined"],
  ["GET /go", 302, ""],
  ["GET /ws", 400, "Expected a WebSocket upgrade request"],
  ["GET /teapot", 418, "I'm a Teapot"],
  ["GET /nothing", 500, "Internal server error"],
  ["POST /api/x", 200, "api"],
  ["POST /api/x", 200, "api", { "sec-fetch-site": "same-origin", origin: "https://b.test" }],
  ["POST /api/x", 200, "api", { "sec-fetch-site": "cross-site", origin: "https://a.test" }],
  ["POST /api/x", 403, "Forbidden", { "sec-fetch-site": "cross-site" }],
  ["POST /api/x", 403, "Forbidden", { origin: "https://b.test" }],
  ["OPTIONS /api/x", 204, "", { origin: "https://a.test" }],
];

for (const [request, status, body, headers] of cases) {
  Deno.test(`App answers ${request} ${JSON.stringify(headers) ?? ""} with ${status}`, async () => {
    const [method, path] = request.split(" ");
    const response = await handler(new Request(`http://own.test${path}`, { method, headers }));
    assertEquals([response.status, await response.text()], [status, body]);
    if (path === "/go") assertEquals(response.headers.get("location"), "/evil.test/x");
    if (path === "/api/x" && status === 200) assertEquals(response.headers.get("x-seen"), "api");
    const allowed = headers?.origin === "https://a.test" ? headers.origin : null;
    if (status < 300) assertEquals(response.headers.get("access-control-allow-origin"), allowed);
  });
}
