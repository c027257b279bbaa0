import { existsSync, rmSync } from "node:fs";
import { h } from "preact";
import { chromium } from "playwright-core";
import { assertEquals } from "@std/assert";
import { App, type Context, cors, csrf, HttpError, page } from "fresh";
import { Builder } from "fresh/dev";
import { app as fixture } from "./fixture/main.ts";

const FILES = {
  "_app.tsx": {
    default: ({ Component }: Context) => h("html", null, h("b", null, h(Component, {}))),
  },
  "_error.tsx": {
    default: ({ error }: Context) => `E${error instanceof HttpError && error.status}`,
  },
  "files/_middleware.ts": { handler: [(ctx: Context) => ctx.next()] },
  "files/[id].tsx": { default: ({ params }: Context) => params.id },
  "files/raw.tsx": { default: async () => await new Response("raw") },
  "files/data.tsx": {
    handler: { GET: () => page(7, { status: 201 }) },
    default: ({ data }: Context) => `<${data}`,
  },
};
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
const snapshot = { buildId: "1", routes: Object.entries(FILES), islands: [], files: new Map() };
const handler = Object.assign(app, { [Symbol.for("fresh.snapshot")]: snapshot }).handler();

const NOT_OURS = { "sec-fetch-site": "cross-site", origin: "https://b.test" };
const ALLOWED = { "sec-fetch-site": "cross-site", origin: "https://a.test" };
const CASES: [request: string, status: number, part: string, headers?: HeadersInit][] = [
  ["GET //a/fixed/", 200, "fixed"],
  ["GET /a/one%20%2F", 200, '["/a/:id","one %2F"]'],
  ["GET /a/one/", 404, "<html><b>E404</b></html>"],
  ["GET /a/%ff", 400, "Bad Request"],
  ["HEAD /a/fixed", 200, ""],
  ["PUT /a/fixed", 405, "<html><b>E405</b></html>"],
  ["GET /rest", 200, "[]"],
  ["GET /rest/a/b", 200, "[a/b]"],
  ["GET /apix", 200, "undefined"],
  ["GET /go", 302, ""],
  ["POST /api/x", 200, "api"],
  ["POST /api/x", 200, "api", ALLOWED],
  ["POST /api/x", 403, "<html><b>E403</b></html>", NOT_OURS],
  ["OPTIONS /api/x", 204, "", ALLOWED],
  ["GET /files/a%20b", 200, "<html><b>a b</b></html>"],
  ["POST /files/a", 404, "<html><b>E404</b></html>"],
  ["GET /files/raw", 200, "raw"],
  ["GET /files/data", 201, "<html><b>&lt;7</b></html>"],
];
for (const [request, status, text, headers] of CASES) {
  Deno.test(`App answers ${request} ${JSON.stringify(headers ?? {})} with ${status}`, async () => {
    const [method, path] = request.split(" ");
    const response = await handler(new Request(`http://own.test${path}`, { method, headers }));
    const body = (await response.text()).replace("<!DOCTYPE html>", "");
    assertEquals([response.status, body], [status, text]);
    if (path === "/go") assertEquals(response.headers.get("location"), "/evil.test/x");
    const allowed = status < 300 && headers === ALLOWED ? ALLOWED.origin : null;
    assertEquals(response.headers.get("access-control-allow-origin"), allowed);
  });
}

const executablePath = "/usr/bin/chromium";
if (!existsSync(executablePath)) console.warn(`No ${executablePath}: hydration is not tested`);
Deno.test({
  name: "Builder makes islands that hydrate under a nonce policy",
  ignore: !existsSync(executablePath),
  sanitizeResources: false, // playwright keeps pipes of the browser that it has closed
  async fn(t) {
    const args = ("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run " +
      "--disable-background-networking --disable-component-update --disable-sync").split(" ");
    const browser = await chromium.launch({ executablePath, args });
    const builder = new Builder({ root: `${import.meta.dirname}/fixture` });
    (await builder.build({ snapshot: "memory" }))(fixture);
    const memory = fixture.handler();
    await builder.build();
    const server = await import(`${import.meta.dirname}/fixture/_fresh/server.js`);
    for (const [where, fetch] of Object.entries({ memory, disk: server.default.fetch })) {
      await t.step(where, async () => {
        const serving = Deno.serve({ port: 8110, hostname: "127.0.0.1", onListen() {} }, fetch);
        const tab = await browser.newPage();
        const errors: string[] = [];
        tab.on("pageerror", (error) => errors.push(error.message));
        await tab.goto("http://127.0.0.1:8110/");
        await tab.getByText("</script><!--frsh:0 1 here").click();
        const text = await tab.getByText("</script><!--frsh:0 2 here").locator("..").innerText();
        assertEquals([text, errors], ["</script><!--frsh:0 2 here Two 1 here", []]);
        assertEquals(await tab.title(), "Counted");
        await serving.shutdown();
      });
    }
    await browser.close();
    rmSync(`${import.meta.dirname}/fixture/_fresh`, { recursive: true });
  },
});
