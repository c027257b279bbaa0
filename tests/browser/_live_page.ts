import type { Page } from "playwright-core";

/** Opens a page that follows what comes from now on, and waits until its stream is there. */
export async function openLive(page: Page, url: string): Promise<void> {
  const stream = page.waitForResponse(/\/stream\b.*\bfrom=now\b/);
  await page.goto(url);
  await stream;
}
