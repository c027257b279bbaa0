import { assert, assertEquals } from "@std/assert";
import type { Page, Request } from "playwright-core";
import { FaultProxy } from "@/testing/outside/fault_proxy.ts";
import { until } from "@/testing/until.ts";
import { browserTest } from "@/tests/browser/_browser.ts";
import { FollowedBatch } from "@/tests/browser/_followed_batch.ts";
import { JOB, manyResumes } from "@/tests/browser/_resumes.ts";
import { keepalives, type StreamWatch, streamWatch } from "@/tests/browser/_stream_watch.ts";

const KEEPALIVE_SECONDS = 1;
/** The contract's: two keepalives and 5 s; and a second to see it. */
const LEFT_WITHIN_MS = 1_000 * (2 * KEEPALIVE_SECONDS + 6);

const settings = { KEEPALIVE_SECONDS: String(KEEPALIVE_SECONDS) };

browserTest("a page behind a proxy loses nothing", async (stage, test) => {
  await using proxy = FaultProxy.open(stage.site.url);
  const first = await stage.open();
  const batch = await FollowedBatch.open(first, stage.site.url, { files: 6, seenAt: proxy.url });
  const second = await stage.open({ beside: first });
  await batch.show(second, proxy.url);
  const tabs = [first, second];

  await test.step("that is quiet: keepalives tell both tabs that it lives", async () => {
    // For longer than a silence may last.
    await Promise.all(tabs.map((tab) => keepalives(tab, 9)));
    for (const tab of tabs) {
      assertEquals((await streamWatch(tab)).states.at(-1)?.state, "open");
    }
  });

  await test.step("that goes silent: it is left within two keepalives and 6 s", async () => {
    proxy.mode = "swallow";
    await first.locator(".connection").getByText(/heard \d s ago/).waitFor();
    await losing(tabs, () => batch.add());
    proxy.mode = "forward";
    for (const tab of tabs) await batch.shown(tab);
    const breaks = await Promise.all(tabs.map((tab) => firstBreak(tab)));
    for (const { silentMs } of breaks) {
      assert(silentMs <= LEFT_WITHIN_MS, `left after ${silentMs} ms`);
    }
    // A tab that follows may hear that the leading one has left before it finds the silence itself.
    const texts = breaks.map(({ text }) => text);
    assert(texts.some((text) => text.startsWith("No sign of the server")), texts.join());
  });

  await test.step("that cuts every connection", async () => {
    await Promise.all(tabs.map((tab) => batch.live(tab)));
    await losing(tabs, () => proxy.cut());
    await batch.add();
    for (const tab of tabs) await batch.shown(tab);
  });

  await test.step("that refuses for a while", async () => {
    await Promise.all(tabs.map((tab) => batch.live(tab)));
    await losing(tabs, () => {
      proxy.mode = "refuse";
      proxy.cut();
    });
    const { accepted } = proxy;
    await until("two more tries", () => proxy.accepted >= accepted + 2);
    await batch.add();
    proxy.mode = "forward";
    for (const tab of tabs) await batch.shown(tab);
  });

  await test.step("that is slow", async () => {
    proxy.delayMs = 400;
    await batch.add();
    await batch.add();
    for (const tab of tabs) await batch.shown(tab);
  });
}, { settings });

browserTest("a page without a network tries nothing, and is back at once", async (stage) => {
  const page = await stage.open();
  const batch = await FollowedBatch.open(page, stage.site.url, { files: 3 });
  await page.context().setOffline(true);
  await page.locator('.connection[data-state="offline"]').waitFor();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await batch.add();
  // Longer than a silence may last, and than the page waits between asking for the batch.
  await page.waitForTimeout(LEFT_WITHIN_MS);
  assertEquals(requests, []);
  await page.context().setOffline(false);
  await batch.shown(page);
  await batch.live(page);
  assertEquals(
    (await streamWatch(page)).states.map(({ state }) => state).slice(-3),
    ["offline", "connecting", "open"],
  );
  await batch.add();
  await batch.shown(page);
}, { settings });

browserTest("a session that has ended is said, and nothing typed is lost", async (stage, test) => {
  await using proxy = FaultProxy.open(stage.site.url);
  const page = await stage.open();
  const context = page.context();

  await test.step("on a batch: it asks once when it is looked at again", async () => {
    const batch = await FollowedBatch.open(page, stage.site.url, { files: 2, seenAt: proxy.url });
    const cookies = await context.cookies();
    await context.clearCookies();
    proxy.cut();
    await page.getByRole("alert").getByText("Your session has ended").waitFor();
    const refused = page.locator('.connection[data-state="refused"]');
    await refused.getByText("Session ended").waitFor();

    const asked: Request[] = [];
    page.on("request", (request) => asked.push(request));
    await lookAgain(page);
    await until("both requests", () => asked.length >= 2);
    await refused.waitFor();
    // Longer than the page waits between asking for the batch.
    await page.waitForTimeout(6_000);
    const answers = await Promise.all(asked.map((request) => request.response()));
    assertEquals(answers.map((answer) => answer?.status()), [401, 401]);

    await context.addCookies(cookies);
    await batch.add();
    await lookAgain(page);
    await batch.shown(page);
  });

  await test.step("on the form: it is sent once there is a session again", async () => {
    await page.goto(stage.site.url);
    await page.locator("button[type=submit]:enabled").waitFor();
    await page.getByLabel("Job description", { exact: true }).fill(JOB);
    await page.getByLabel("Resume files").setInputFiles(manyResumes(2));
    await context.clearCookies();
    const send = page.getByRole("button", { name: "Screen 2 resumes" });
    await send.click();
    await page.getByRole("alert").getByText("Your session has ended").waitFor();
    assertEquals(await page.getByLabel("Job description", { exact: true }).inputValue(), JOB);
    const other = await stage.open({ beside: page });
    await other.goto(stage.site.url);
    await send.click();
    await page.getByRole("heading", { name: "2 resumes scored" }).waitFor();
  });
}, { settings });

browserTest("a page that is gone back to goes on where it was", async (stage) => {
  const page = await stage.open();
  // Chromium keeps no page that is `no-store`; others do.
  await page.route(({ pathname }) => !pathname.includes("/stream/"), async (route) => {
    try {
      const response = await route.fetch();
      const headers = { ...response.headers(), "cache-control": "no-cache" };
      await route.fulfill({ response, headers });
    } catch {
      // The page was left before its answer came.
    }
  });
  const batch = await FollowedBatch.open(page, stage.site.url, { files: 3 });
  await page.goto(`${stage.site.url}/healthz`);
  await until("no stream", async () => await openStreams(page) === 0);
  await batch.add();
  // A page that is kept is not loaded.
  await page.goBack({ waitUntil: "commit" });
  await batch.shown(page);
  assertEquals((await streamWatch(page)).shows, [false, true]);
  await batch.add();
  await batch.shown(page);
}, { settings, backForwardCache: true });

/** What a page hears when it was put aside and is looked at again; no tool makes Chromium do it. */
async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const type of ["freeze", "resume"]) document.dispatchEvent(new Event(type));
  });
}

/** Does `work`, by which each of `tabs` loses its connection, and waits for that, however short it is. */
async function losing(tabs: readonly Page[], work: () => unknown): Promise<void> {
  const before = await Promise.all(tabs.map(async (tab) => (await streamWatch(tab)).states.length));
  await work();
  await Promise.all(tabs.map((tab, i) =>
    tab.waitForFunction(
      (before) =>
        (globalThis as unknown as { streamWatch: StreamWatch }).streamWatch.states.length > before,
      before[i],
    )
  ));
}

/** The first time the connection was lost: what was said, and how long nothing had come. */
async function firstBreak(page: Page): Promise<{ silentMs: number; text: string }> {
  const { states } = await streamWatch(page);
  return states.find(({ state }) => state === "waiting")!;
}

async function openStreams(page: Page): Promise<number> {
  const { origin } = new URL(page.url());
  const answer = await page.request.get(`${origin}/api/v1/sse/connections/status`);
  return (await answer.json()).this_instance.active_connections;
}
