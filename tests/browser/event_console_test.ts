import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { browserTest, picture } from "./_browser.ts";

/** The console of a page, by what a person sees of it. */
class Bench {
  constructor(readonly page: Page) {}

  button(name: string) {
    return this.page.getByRole("button", { name, exact: true });
  }

  tab(name: string) {
    return this.page.getByRole("tab", { name, exact: true });
  }

  events(type: string) {
    return this.page.locator(`.event-log li[data-type="${type}"]`);
  }

  frames(kind: string) {
    return this.page.locator(`.event-log li[data-kind="${kind}"]`);
  }

  /** Opens the console of the site at `url`, and waits until it is alive. */
  async open(url: string): Promise<void> {
    await this.page.goto(`${url}/test-sse`);
    await this.button("Connect").and(this.page.locator(":enabled")).waitFor();
  }

  async connect(): Promise<void> {
    await this.button("Connect").click();
    await this.page.locator('.connection[data-state="open"]').waitFor();
  }

  /** What is in the log, as its export has it. */
  async exported(): Promise<Record<string, unknown>[]> {
    const download = this.page.waitForEvent("download");
    await this.button("Export NDJSON").click();
    const text = await Deno.readTextFile(await (await download).path());
    return text.trimEnd().split("\n").map((line) => JSON.parse(line));
  }
}

browserTest("the event console shows a simulated batch and what it costs", async (stage, test) => {
  const page = await stage.open();
  const bench = new Bench(page);
  await bench.open(stage.site.url);

  await test.step("connects by itself to simulate, and receives each update", async () => {
    await bench.button("Simulate a batch").click();
    await page.getByText("10 of 10, completed").waitFor();
    await bench.events("progress").nth(10).waitFor();
    assertEquals(await bench.events("progress").count(), 11);
    const latency = await bench.events("progress").first().locator(".latency").textContent();
    assertMatch(latency ?? "", /^[\d.]+ m?s$/);
    const time = await bench.events("progress").first().locator("time").textContent();
    assertMatch(time ?? "", /^\d\d:\d\d:\d\d\.\d{3}$/);
    await page.getByRole("img", { name: /^Latency of the last 11 updates, / }).waitFor();
    await page.locator(".verdict", { hasText: /first byte after [\d.]+ m?s/ }).waitFor();
    await picture(page, "console");
  });

  await test.step("comes back by itself after the server was restarted, and misses nothing", async () => {
    await stage.site.stop();
    await page.locator('.connection[data-state="waiting"]').waitFor();
    await stage.site.start();
    await page.getByText("Live, resumed").first().waitFor();
    await bench.button("Simulate a batch").click();
    await page.waitForFunction(() =>
      document.querySelectorAll('.event-log li[data-type="progress"]').length === 22
    );
  });

  await test.step("asks without the stream", async () => {
    await bench.button("Check progress").click();
    await bench.events("status").first().waitFor();
  });

  await test.step("deletes, which the stream hears of", async () => {
    page.once("dialog", (dialog) => void dialog.accept());
    await bench.button("Delete all my data").click();
    await bench.events("reset").first().waitFor();
    await bench.events("cleanup").first().waitFor();
    assertStringIncludes(await bench.events("reset").first().textContent() ?? "", "deleted");
  });

  await test.step("disconnects for good", async () => {
    await bench.button("Disconnect").click();
    await page.getByText("Not connected").first().waitFor();
  });
});

browserTest("the event console sends, shows raw frames and reconnects", async (stage, test) => {
  const page = await stage.open();
  const bench = new Bench(page);
  await bench.open(stage.site.url);
  await bench.connect();
  const editor = page.getByLabel("Update, as JSON");

  await test.step("says what is wrong with an update", async () => {
    await editor.fill("{");
    await bench.button("Send update").click();
    await page.getByRole("alert").filter({ hasText: "This is not JSON" }).waitFor();
    await editor.fill('{"completed": 1}');
    await bench.button("Send update").click();
    await page.getByRole("alert").filter({ hasText: "HTTP 422" }).filter({ hasText: "total" })
      .waitFor();
    await bench.button("Template").click();
  });

  await test.step("sends one's own update, which comes back", async () => {
    await editor.press("Control+Enter");
    const event = bench.events("progress").filter({ hasText: "Reading resumes" });
    await event.waitFor();
    await event.locator("summary").click();
    assertStringIncludes(await event.locator("pre").textContent() ?? "", '\n  "total": 10,\n');
    assertEquals(await page.getByRole("alert").count(), 0);
  });

  await test.step("shows raw frames, which EventSource hides", async () => {
    await bench.tab("Raw frames").click();
    await bench.frames("frame").filter({ hasText: "Reading resumes" }).waitFor();
    const texts = (await bench.frames("frame").allTextContents()).reverse();
    assertMatch(texts[0], /retry: \d+$/);
    assertMatch(texts[1], /id: [0-9a-f]{16}\.\d+\nevent: connected\ndata: \{/);
    assert(texts.some((text) => /id: \S+\nevent: progress\ndata: .*Reading resumes/.test(text)));
    assertMatch(await bench.frames("head").first().textContent() ?? "", /HTTP 200[^]*event-stream/);
  });

  await test.step("tells attempt, delay and cause after a break", async () => {
    await bench.button("Break").click();
    await bench.frames("end").filter({ hasText: "The connection was broken here" }).waitFor();
    await bench.frames("head").nth(1).waitFor();
    await bench.tab("Events").click();
    await bench.events("open").nth(1).waitFor();
    const reconnect = (await bench.exported()).find(({ event }) => event === "reconnect");
    const { attempt, delay_ms, reason } = reconnect?.data as Record<string, unknown>;
    assertEquals(attempt, 1);
    assert(Number.isInteger(delay_ms));
    assertEquals(reason, "Connection lost");
    await page.getByText("Live, resumed").first().waitFor();
  });

  await test.step("takes nothing while it is stalled, and all of it after", async () => {
    const stall = bench.button("Stall");
    await stall.click();
    await bench.button("Send update").click();
    await bench.events("published").nth(1).waitFor();
    assertEquals(await bench.events("progress").count(), 1);
    await stall.click();
    await bench.events("progress").nth(1).waitFor();
  });

  await test.step("filters, and exports what is shown", async () => {
    await page.getByLabel("Filter events").fill("PUBLISHED console");
    await page.getByText(/^2 of \d+ lines shown$/).waitFor();
    const lines = await bench.exported();
    assertEquals(lines.map(({ event, source }) => [source, event]), [
      ["console", "published"],
      ["console", "published"],
    ]);
    await page.getByLabel("Filter events").fill("");
    const all = await bench.exported();
    const sent = all.find(({ event }) => event === "progress")!;
    assertMatch(String(sent.at), /^\d{4}-.*Z$/);
    assertEquals(sent.id, (lines[0].data as Record<string, unknown>).id);
    assertEquals((sent.data as Record<string, unknown>).total, 10);
  });

  await test.step("gives requests as curl commands", async () => {
    await bench.button("Copy as curl: this update").click();
    const update = await page.getByRole("region", { name: "curl: this update" }).textContent();
    assertStringIncludes(update ?? "", `"message": "Reading resumes"`);
    assertStringIncludes(update ?? "", `-H "authorization: Bearer $TOKEN"`);
    await bench.button("Copy as curl: this stream").click();
    const stream = await page.getByRole("region", { name: "curl: this stream" }).textContent();
    assertMatch(stream ?? "", /^curl -iN 'http:\S+\/api\/v1\/sse\/progress\/stream\/\S+'/);
  });

  await test.step("begins where it is told to", async () => {
    await bench.button("Disconnect").click();
    await page.getByLabel("From").selectOption("Earliest kept");
    const asked = page.waitForRequest(/\/stream\//);
    await bench.button("Connect").click();
    assertMatch((await asked).url(), /\?from=earliest$/);
    // Both updates come once more.
    await bench.events("progress").nth(3).waitFor();
    await bench.button("Disconnect").click();
    await page.getByLabel("From").selectOption("After an id");
    // The last one is there already.
    const id = await page.getByLabel("Event id").inputValue();
    assertMatch(id, /^[0-9a-f]{16}\.\d+$/);
    const askedAgain = page.waitForRequest(/\/stream\//);
    await page.getByLabel("Event id").press("Enter");
    assert((await askedAgain).url().endsWith(`?from=${id}`));
  });
});

browserTest(
  "the event console shows keepalives, and a WebSocket beside the stream",
  async (stage, test) => {
    const page = await stage.open();
    const bench = new Bench(page);
    await bench.open(stage.site.url);
    await bench.tab("WebSocket").click();

    await test.step("says that WebSockets are off", async () => {
      await bench.button("Open WebSocket").click();
      await page.getByText("WebSockets are off on this server").waitFor();
    });

    await stage.site.stop();
    await stage.site.start({ WEBSOCKETS: "on", KEEPALIVE_SECONDS: "1" });

    await test.step("shows the messages of one that is on", async () => {
      await bench.button("Open WebSocket").click();
      await bench.events("connected").waitFor();
      await bench.button("Send update").click();
      await bench.events("progress").filter({ hasText: "Reading resumes" }).waitFor();
      await picture(page, "console-websocket");
      await bench.button("Close WebSocket").click();
      await bench.button("Open WebSocket").waitFor();
    });

    await test.step("shows keepalives and the age of the last byte", async () => {
      await bench.connect();
      await bench.tab("Raw frames").click();
      await bench.frames("frame").filter({ hasText: "event: keepalive" }).nth(1).waitFor();
      await page.locator("dt", { hasText: "Last keepalive" }).locator("+ dd")
        .filter({ hasText: /^\d\d:\d\d:\d\d\.\d{3}$/ }).waitFor();
      await page.locator("dt", { hasText: "Last byte" }).locator("+ dd")
        .filter({ hasText: /^\d s ago$/ }).waitFor();
    });

    await test.step("leaves a stream that has gone silent, and says so", async () => {
      await bench.tab("Events").click();
      await bench.button("Stall").click();
      await bench.events("reconnect").filter({ hasText: '"cause":"stalled"' }).waitFor();
      await page.getByText("Live, resumed").first().waitFor();
    });
  },
);

browserTest("the event console follows any user in open mode", async (stage) => {
  await stage.site.stop();
  await stage.site.start({ AUTH_MODE: "open" });
  const page = await stage.open();
  const bench = new Bench(page);
  await bench.open(stage.site.url);
  const user = page.getByLabel("User", { exact: true });
  await user.fill("no such user");
  await bench.button("Connect").click();
  assertEquals(await user.evaluate((input) => (input as HTMLInputElement).validity.valid), false);
  await user.fill("user_123");
  await user.press("Enter");
  await page.getByRole("heading", { name: "Stream: user_123" }).waitFor();
  await bench.events("connected").filter({ hasText: '"user_id":"user_123"' }).waitFor();
  await bench.button("Send update").click();
  await bench.events("progress").waitFor();
  await bench.button("Copy as curl: this stream").click();
  const stream = await page.getByRole("region", { name: "curl: this stream" }).textContent();
  assertEquals(stream, `curl -iN '${stage.site.url}/api/v1/sse/progress/stream/user_123'`);
});

for (const colorScheme of ["light", "dark"] as const) {
  browserTest(`the event console is accessible on a phone, in ${colorScheme}`, async (stage) => {
    const page = await stage.open({ width: 390, colorScheme });
    const bench = new Bench(page);
    await page.goto(stage.site.url);
    await page.getByRole("contentinfo").getByRole("link", { name: "Event console" }).click();
    // By keyboard, which keeps its place.
    const hasFocus = (name: string) =>
      bench.button(name).and(page.locator(":focus")).waitFor({ state: "attached" });
    // A key is pressed at once, also before the page is alive.
    await bench.button("Connect").and(page.locator(":enabled")).waitFor();
    await bench.button("Connect").press("Enter");
    await hasFocus("Disconnect");
    await bench.button("Simulate a batch").press("Enter");
    await page.getByText("10 of 10, completed").waitFor();
    await hasFocus("Simulate a batch");
    await bench.events("progress").first().locator("summary").press("Enter");
    await bench.button("Break").press("Enter");
    await bench.events("reconnect").waitFor();
    await hasFocus("Break");
    await bench.button("Copy as curl: this stream").click();
    await page.getByRole("region", { name: "curl: this stream" }).waitFor();
    // An arrow goes to the next tab and shows it.
    await bench.tab("Events").focus();
    for (const name of ["Events", "Raw frames", "WebSocket"]) {
      await bench.tab(name).and(page.locator('[aria-selected="true"]')).waitFor();
      assertEquals(await violations(page), [], name);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert(width <= 390, `${name} is ${width} pixels wide`);
      await picture(page, `console-phone-${name.replace(" ", "-").toLowerCase()}-${colorScheme}`);
      await page.keyboard.press("ArrowRight");
    }
  });
}

/** What axe finds wrong, whatever it calls it. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}
