import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { fits, violations } from "@/tests/browser/_accessibility.ts";
import { browserTest } from "@/tests/browser/_browser.ts";
import { FollowedBatch } from "@/tests/browser/_followed_batch.ts";

const JOB_TITLE = "Senior TypeScript Engineer";

browserTest("a batch that is renamed in one tab is renamed in all", async (stage, test) => {
  const page = await stage.open();
  const batch = await FollowedBatch.open(page, stage.site.url, { files: 2 });
  await batch.shown(page);
  const list = await stage.open({ beside: page });
  const third = await stage.open({ beside: page });
  for (const tab of [list, third]) await tab.goto(`${stage.site.url}/batches`);

  await test.step("while it runs", async () => {
    await page.getByRole("heading", { level: 1, name: JOB_TITLE }).waitFor();
    await titled(page, `50% screened - ${JOB_TITLE} - Resume Screener`);
    await rename(third, JOB_TITLE, "Backend, autumn");
    await page.getByRole("heading", { level: 1, name: "Backend, autumn" }).waitFor();
    await titled(page, "50% screened - Backend, autumn - Resume Screener");
    await list.getByRole("link", { name: "Backend, autumn" }).waitFor();
  });

  await test.step("and after its end", async () => {
    await batch.add();
    await page.locator(".candidate").nth(1).waitFor();
    await titled(page, "2 resumes scored - Backend, autumn - Resume Screener");
    await rename(third, "Backend, autumn", "Platform, winter");
    await page.getByRole("heading", { level: 1, name: "Platform, winter" }).waitFor();
    await titled(page, "2 resumes scored - Platform, winter - Resume Screener");
    await list.getByRole("link", { name: "Platform, winter" }).waitFor();
    assertEquals(await list.locator(".batch-list li").count(), 1);
  });

  await test.step("a long name fits a phone", async () => {
    await rename(third, "Platform, winter", `Platform engineer ${"in-the-far-north-".repeat(6)}`);
    await page.getByRole("heading", { level: 1, name: /^Platform engineer in-the-far/ }).waitFor();
    await fits(page, "renamed", 1200);
    for (const [tab, name] of [[page, "renamed-320"], [list, "batches-renamed-320"]] as const) {
      await tab.setViewportSize({ width: 320, height: 800 });
      await fits(tab, name, 320);
    }
  });
  assertEquals(stage.errors, []);
});

browserTest("the list of batches counts along while they run", async (stage, test) => {
  const page = await stage.open();
  const batch = await FollowedBatch.open(page, stage.site.url, { files: 3 });
  await batch.shown(page);
  const list = await stage.open({ beside: page });
  await list.goto(`${stage.site.url}/batches`);
  const facts = list.locator(".batch-list li .muted");
  const read: string[] = [];
  list.on("request", (request) => /\/stream\b/.test(request.url()) || read.push(request.url()));

  await test.step("by what the stream tells, without being read again", async () => {
    await facts.getByText(/^Running · 1 of 3 scored · made /).waitFor();
    await batch.add();
    await facts.getByText(/^Running · 2 of 3 scored · made /).waitFor();
    await batch.add();
    await facts.getByText(/^Done · 3 of 3 scored · made /).waitFor();
    assertEquals(read, []);
    assertEquals(await violations(list), []);
    await fits(list, "batches-live", 1200);
  });

  await test.step("and a new one stands before it", async () => {
    const next = await FollowedBatch.open(page, stage.site.url, { files: 2 });
    await facts.nth(1).getByText(/^Done · 3 of 3 scored · made /).waitFor();
    await next.add();
    await facts.first().getByText(/^Done · 2 of 2 scored · made /).waitFor();
    assertEquals(await facts.count(), 2);
    await list.setViewportSize({ width: 320, height: 800 });
    await fits(list, "batches-live-320", 320);
  });
  assertEquals(stage.errors, []);
});

/** Renames the batch called `before` on a page of the list. */
async function rename(list: Page, before: string, after: string): Promise<void> {
  await list.getByRole("button", { name: `Rename ${before}` }).click();
  await list.getByLabel("Name of the batch").fill(after);
  await list.getByRole("button", { name: "Save" }).click();
  await list.getByRole("button", { name: `Rename ${after}` }).waitFor();
}

async function titled(page: Page, title: string): Promise<void> {
  await page.waitForFunction((title) => document.title === title, title);
}
