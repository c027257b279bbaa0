import { assertEquals } from "@std/assert";
import type { APIResponse, Page } from "playwright-core";
import { fits, violations } from "@/tests/browser/_accessibility.ts";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { storeBatch } from "@/tests/browser/_stored_batch.ts";

const FILES = 330;
const FOLDER = await Deno.makeTempDir({ prefix: "shared-list-" });
const KV_PATH = `${FOLDER}/kv.sqlite`;

browserTest(
  "a shared list is shown to its end, part by part, and stays so when it changes",
  async ({ site, open, errors }, test) => {
    await site.stop();
    const id = await storeBatch(KV_PATH, { files: FILES, requirements: 4 });
    await site.start();
    const page = await open();
    const batch = `${site.url}/api/v1/resumes/batches/${id}`;
    const headers = { origin: site.url };
    const made = await page.request.post(`${batch}/shares`, {
      headers,
      data: { expires_in_hours: 1, blind: false, may_decide: false },
    });
    assertEquals(made.status(), 201);
    await page.goto((await made.json()).url);
    const rows = page.locator(".shared-list > li");
    const more = page.getByRole("button", { name: /^Show \d+ more$/ });
    assertEquals(await violations(page), []);
    const phone = await open({ width: 320 });
    await phone.goto(page.url());
    await fits(phone, "shared-many-320", 320);
    await phone.close();

    await test.step("each button leads on to the first that is new", async () => {
      await more.and(page.locator(":enabled")).waitFor();
      for (const [shown, words] of [[50, 100], [150, 100], [250, 80]]) {
        await rows.nth(shown - 1).waitFor();
        assertEquals(await rows.count(), shown);
        await page.getByRole("button", { name: `Show ${words} more` }).press("Enter");
        const next = `${shown + 1}. Person Number${shown}`;
        await page.getByRole("heading", { name: next }).and(page.locator(":focus")).waitFor();
      }
      await more.waitFor({ state: "detached" });
      assertEquals(await rows.count(), FILES);
      const names = await rows.locator("h2").allTextContents();
      assertEquals(names, names.map((_, i) => `${i + 1}. Person Number${i}`));
    });

    await test.step("what is decided about one far down is shown there", async () => {
      const decided = await page.request.put(`${batch}/files/${id}-299/decision`, {
        headers,
        data: { decision: "shortlist" },
      });
      assertEquals(decided.status(), 200);
      const word = rows.nth(299).getByText("Shortlisted");
      await word.waitFor();
      assertEquals(await rows.count(), FILES);
      await word.evaluate((it) => it.scrollIntoView({ block: "center" }));
      await picture(page, "shared-far-down", false);
    });

    await test.step("what changes between a page and its stream is shown", async () => {
      const rename = () => page.request.patch(batch, { headers, data: { title: "Renamed" } });
      const list = await openBefore(await open(), `${site.url}/batches`, rename);
      await list.getByRole("link", { name: "Renamed" }).waitFor();
      const hold = () =>
        page.request.put(`${batch}/files/${id}-0/decision`, {
          headers,
          data: { decision: "hold" },
        });
      const shared = await openBefore(await open(), page.url(), hold);
      await shared.locator(".shared-list > li").first().getByText("On hold").waitFor();
    });

    assertEquals(errors, []);
    await Deno.remove(FOLDER, { recursive: true });
  },
  { settings: { KV_PATH, AUTH_MODE: "open" } },
);

/** Opens a page, and makes a change while its stream is on its way. */
async function openBefore(
  page: Page,
  url: string,
  change: () => Promise<APIResponse>,
): Promise<Page> {
  const changed = Promise.withResolvers<void>();
  await page.route(/\/stream\b/, async (route) => {
    await changed.promise;
    await route.continue();
  });
  const asked = page.waitForRequest(/\/stream\b/);
  await page.goto(url);
  await asked;
  assertEquals((await change()).status(), 200);
  changed.resolve();
  return page;
}
