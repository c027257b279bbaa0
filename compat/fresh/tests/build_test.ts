import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { Builder } from "fresh/dev";
import { assertEquals } from "@std/assert";
import { app } from "./fixture/main.ts";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run " +
  "--disable-background-networking --disable-component-update --disable-sync";
const root = `${import.meta.dirname}/fixture`;
if (!existsSync(CHROMIUM)) {
  console.warn(`No ${CHROMIUM}: the test of hydration is skipped`);
}

Deno.test({
  name: "Builder makes islands that hydrate in a browser under a nonce policy",
  ignore: !existsSync(CHROMIUM),
  // Playwright keeps its pipes to the browser a little longer than the test
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    const server = Deno.serve({
      port: 8110,
      hostname: "127.0.0.1",
      onListen() {},
    }, app.handler());
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: FLAGS.split(" "),
    });
    try {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on("console", (message) => errors.push(message.text()));
      page.on("pageerror", (e) => errors.push(e.message));
      await page.goto("http://127.0.0.1:8110/?label=%3C/script%3E%3C!--frsh:0");
      await page.getByText("</script><!--frsh:0 1 here").click();
      await page.getByText("</script><!--frsh:0 2 here").click();
      assertEquals(
        await page.locator("main").innerText(),
        "one\n\n</script><!--frsh:0 3 hereOther 5 here",
      );
      assertEquals(errors, []);
    } finally {
      await browser.close();
      await server.shutdown();
    }
  },
});
