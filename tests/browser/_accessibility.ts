import { assert } from "@std/assert";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { picture } from "./_browser.ts";

/** What axe finds that keeps people out. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document);
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ").slice(0, 300)}`);
  });
}

/** Keeps a picture, and fails where the page is wider than `most` pixels. */
export async function fits(page: Page, name: string, most: number): Promise<void> {
  await picture(page, name);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert(width <= most, `${name} is ${width} pixels wide`);
}
