import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { assertEquals, assertMatch } from "@std/assert";
import { Builder } from "fresh/dev";
import { app } from "./fixture/main.ts";

const executablePath = "/usr/bin/chromium";
const args = ("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run " +
  "--disable-background-networking --disable-component-update --disable-sync").split(" ");
const root = `${import.meta.dirname}/fixture`;
if (!existsSync(executablePath)) console.warn(`No ${executablePath}: hydration is not tested`);
(await new Builder({ root }).build({ snapshot: "memory" }))(app);
const handler = app.handler();

for (
  const [request, status, body] of [
    ["GET /api/a%20b", 200, "<p>a b marked</p>"],
    ["POST /api/b", 404, "<h1>404</h1>"],
    ["GET /api/raw", 200, "raw"],
    ["GET /api/gone", 410, "<h1>410</h1>"],
    ["POST /api", 200, '{"rest":""}'],
    ["POST /api/x/y", 200, '{"rest":"x/y"}'],
    ["GET /", 201, "<title>Counted</title>"],
    ["POST /icon.svg", 405, "Method Not Allowed"],
  ] as const
) {
  Deno.test(`routes/ answer ${request} with ${status}`, async () => {
    const [method, path] = request.split(" ");
    const response = await handler(new Request(`http://own.test${path}`, { method }));
    const text = await response.text();
    assertEquals([response.status, text.includes(body) ? body : text], [status, body]);
    assertEquals(text.includes("<script"), path === "/");
  });
}

Deno.test("staticFiles keeps what asset() names for good, and knows its etag", async () => {
  const page = await (await handler(new Request("http://own.test/api/x"))).text();
  const url = `http://own.test${/\/icon\.svg[^"]*/.exec(page)}`;
  const first = await handler(new Request(url));
  assertEquals((await first.text()).length, Number(first.headers.get("content-length")));
  assertMatch(first.headers.get("cache-control")!, /immutable/);
  const headers = { "if-none-match": first.headers.get("etag")! };
  const second = await handler(new Request("http://own.test/icon.svg", { headers }));
  assertEquals([second.status, /immutable/.test(second.headers.get("cache-control")!)], [
    304,
    false,
  ]);
});

Deno.test({
  name: "Builder writes a server.js whose islands hydrate under a nonce policy",
  ignore: !existsSync(executablePath),
  sanitizeResources: false, // playwright keeps pipes of the browser that it has closed
  async fn() {
    await new Builder({ root }).build();
    const { default: server } = await import(`${root}/_fresh/server.js`);
    const serving = Deno.serve({ port: 8110, hostname: "127.0.0.1", onListen() {} }, server.fetch);
    const browser = await chromium.launch({ executablePath, args });
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("console", (message) => errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto("http://127.0.0.1:8110/?label=%3C/script%3E%3C!--frsh:0");
    await page.getByText("</script><!--frsh:0 1 here").click();
    const text = await page.getByText("</script><!--frsh:0 2 here").locator("..").innerText();
    assertEquals([text, errors], ["</script><!--frsh:0 2 hereOther 5 here", []]);
    await browser.close();
    await serving.shutdown();
    Deno.removeSync(`${root}/_fresh`, { recursive: true });
  },
});
