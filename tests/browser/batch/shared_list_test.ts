import { assertEquals } from "@std/assert";
import { fits, violations } from "@/tests/browser/_accessibility.ts";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { openLive } from "@/tests/browser/_live_page.ts";
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
    await openLive(page, (await made.json()).url);
    const rows = page.locator(".shared-list > li");
    const more = page.getByRole("button", { name: /^Show \d+ more$/ });
    assertEquals(await violations(page), []);
    const phone = await open({ width: 320 });
    await openLive(phone, page.url());
    await fits(phone, "shared-many-320", 320);
    await phone.close();

    await test.step("each button leads on to the first that is new", async () => {
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

    assertEquals(errors, []);
    await Deno.remove(FOLDER, { recursive: true });
  },
  { settings: { KV_PATH, AUTH_MODE: "open" } },
);
