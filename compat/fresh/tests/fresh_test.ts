import { existsSync, rmSync } from "node:fs";
import { chromium } from "playwright-core";
import { assertEquals } from "@std/assert";
import { App, cors, csrf, HttpError } from "fresh";
import { Builder } from "fresh/dev";
import { app as fixture } from "./fixture/main.ts";

const root = `${import.meta.dirname}/fixture`;
(await new Builder({ root }).build({ snapshot: "memory" }))(fixture);

const own = new App<{ seen?: string }>()
  .use("/api", (ctx) => (ctx.state.seen = "api", ctx.next()))
  .use(cors({ origin: ["https://a.test"] }), csrf({ origin: ["https://a.test"] }))
  .get("/a/:id", (ctx) => ctx.json([ctx.route, ctx.params.id]))
  .get("/a/fixed", (ctx) => ctx.text("fixed"))
  .post("/api/x", (ctx) => ctx.text(ctx.state.seen!))
  .get("/apix", (ctx) => ctx.text(`${ctx.state.seen}`))
  .get("/rest/:path*", (ctx) => ctx.text(`[${ctx.params.path}]`))
  .get("/go", (ctx) => ctx.redirect("//evil.test/x"))
  .get("/teapot", () => Promise.reject(new HttpError(418)));

const NOT_OURS = { "sec-fetch-site": "cross-site", origin: "https://b.test" };
const ALLOWED = { "sec-fetch-site": "cross-site", origin: "https://a.test" };
const CASES: [
  request: string,
  app: Pick<App, "handler">,
  status: number,
  part: string,
  HeadersInit?,
][] = [
  ["GET //a/fixed/", own, 200, "fixed"],
  ["GET /a/one%20%2F", own, 200, '["/a/:id","one %2F"]'],
  ["GET /a/one/", own, 404, "Not Found"],
  ["GET /a/%ff", own, 400, "Bad Request"],
  ["HEAD /a/fixed", own, 200, ""],
  ["PUT /a/fixed", own, 405, "Method Not Allowed"],
  ["GET /rest", own, 200, "[]"],
  ["GET /rest/a/b", own, 200, "[a/b]"],
  ["GET /apix", own, 200, "undefined"],
  ["GET /go", own, 302, ""],
  ["GET /teapot", own, 418, "I'm a Teapot"],
  ["POST /api/x", own, 200, "api"],
  ["POST /api/x", own, 200, "api", ALLOWED],
  ["POST /api/x", own, 403, "Forbidden", NOT_OURS],
  ["OPTIONS /api/x", own, 204, "", ALLOWED],
  ["GET /api/a%20b", fixture, 200, "<p>a b marked</p>"],
  ["POST /api/b", fixture, 404, "<h1>404</h1>"],
  ["GET /api/raw", fixture, 200, "raw"],
  ["GET /api/gone", fixture, 410, "<h1>410</h1>"],
  ["GET /", fixture, 201, "<title>Counted</title>"],
  ["GET /icon.svg", fixture, 200, "<svg"],
];
for (const [request, app, status, part, headers] of CASES) {
  Deno.test(`App answers ${request} ${JSON.stringify(headers ?? {})} with ${status}`, async () => {
    const [method, path] = request.split(" ");
    const response = await app.handler()(
      new Request(`http://own.test${path}`, { method, headers }),
    );
    const body = await response.text();
    assertEquals([response.status, part && body.includes(part) ? part : body], [status, part]);
    if (path === "/go") assertEquals(response.headers.get("location"), "/evil.test/x");
    const allowed = headers === ALLOWED ? ALLOWED.origin : null;
    assertEquals(response.headers.get("access-control-allow-origin"), allowed);
    assertEquals(body.includes("<script"), app === fixture && path === "/");
    const etag = response.headers.get("etag");
    if (!etag) return;
    const again = new Request(`http://own.test${path}`, { headers: { "if-none-match": etag } });
    assertEquals((await app.handler()(again)).status, 304);
  });
}

const executablePath = "/usr/bin/chromium";
if (!existsSync(executablePath)) console.warn(`No ${executablePath}: hydration is not tested`);
Deno.test({
  name: "Builder writes a server.js whose islands hydrate under a nonce policy",
  ignore: !existsSync(executablePath),
  sanitizeResources: false, // playwright keeps pipes of the browser that it has closed
  async fn() {
    await new Builder({ root }).build();
    const { default: server } = await import(`${root}/_fresh/server.js`);
    const serving = Deno.serve({ port: 8110, hostname: "127.0.0.1", onListen() {} }, server.fetch);
    const args = ("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run " +
      "--disable-background-networking --disable-component-update --disable-sync").split(" ");
    const browser = await chromium.launch({ executablePath, args });
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("console", (message) => errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto("http://127.0.0.1:8110/?label=%3C/script%3E%3C!--frsh:0");
    await page.getByText("</script><!--frsh:0 1 here").click();
    const text = await page.getByText("</script><!--frsh:0 2 here").locator("..").innerText();
    assertEquals([text, errors], ["</script><!--frsh:0 2 here Other 5 here", []]);
    await browser.close();
    await serving.shutdown();
    rmSync(`${root}/_fresh`, { recursive: true });
  },
});
