import { assert, assertEquals } from "@std/assert";
import { fits, violations } from "./_accessibility.ts";
import { browserTest, picture } from "./_browser.ts";
import { anyFile, fiveResumes, manyResumes, screen } from "./_resumes.ts";
import { screenPart } from "./_uploads.ts";

for (const colorScheme of ["light", "dark"] as const) {
  browserTest(`every page is accessible in ${colorScheme}`, async (stage) => {
    const page = await stage.open({ colorScheme });
    const pages: [string, () => Promise<unknown>][] = [
      ["start", () => page.goto(stage.site.url)],
      ["screened", async () => {
        await screen(page, stage.site.url, fiveResumes());
        await page.locator(".candidate a").first().click();
        await page.locator(".detail .why").waitFor();
      }],
      ["chosen", async () => {
        await page.goto(stage.site.url);
        await page.locator("button[type=submit]:enabled").waitFor();
        const empty = anyFile("empty.txt", "text/plain", "");
        await page.getByLabel("Resume files").setInputFiles([empty, ...manyResumes(60)]);
        await page.getByRole("button", { name: "Show or remove" }).click();
      }],
      ["running", async () => {
        const broken = anyFile("broken.pdf", "application/pdf", "%PDF-1.7 and nothing else");
        await screenPart(page, stage.site, [broken, ...manyResumes(400)]);
        await page.locator(".best li").nth(9).waitFor();
        await page.getByRole("region", { name: "1 failed so far" }).waitFor();
      }],
      ["console", async () => {
        await page.goto(`${stage.site.url}/test-sse`);
        await page.getByRole("button", { name: "Connect", exact: true }).click();
        await page.locator(".event-log").waitFor();
      }],
      ["missing-batch", async () => {
        await page.goto(`${stage.site.url}/batches/none`);
        await page.getByRole("alert").waitFor();
      }],
      ["not-found", () => page.goto(`${stage.site.url}/nowhere`)],
    ];
    for (const [name, open] of pages) {
      await open();
      assertEquals(await violations(page), [], name);
      await picture(page, `${name}-${colorScheme}`);
    }
  });
}

browserTest("every page fits a phone of 360 pixels", async (stage) => {
  const page = await stage.open({ width: 360 });
  await page.goto(stage.site.url);
  await fits(page, "start-phone", 360);
  await screen(page, stage.site.url, fiveResumes());
  await page.locator(".candidate a").first().click();
  await page.locator(".detail .why").waitFor();
  await fits(page, "screened-phone", 360);
  await page.goto(`${stage.site.url}/test-sse`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.locator(".event-log").waitFor();
  await fits(page, "console-phone", 360);
});

browserTest("the start page works by keyboard alone", async (stage) => {
  const page = await stage.open();
  await page.goto(stage.site.url);
  await page.locator("button[type=submit]:enabled").waitFor();
  const reached: string[] = [];
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ""));
  }
  for (const name of ["Skip to the content", "Choose files", "Choose a folder", "Screen resumes"]) {
    assert(reached.includes(name), `Tab does not reach "${name}": ${reached}`);
  }
  // Whatever is removed takes the focused button with it.
  await page.getByLabel("Resume files").setInputFiles(manyResumes(3));
  await page.getByRole("button", { name: "Remove resume-1.txt" }).press("Enter");
  await page.locator('button[aria-label="Remove resume-2.txt"]:focus').waitFor();
  await page.getByRole("button", { name: "Remove all" }).press("Enter");
  await page.locator("button:focus", { hasText: "Choose files" }).waitFor();
});

/** What axe finds wrong and calls serious or critical. */
