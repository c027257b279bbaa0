import { assert, assertEquals } from "@std/assert";
import type { Locator } from "playwright-core";
import { fits, violations } from "@/tests/browser/_accessibility.ts";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { fiveResumes, JOB } from "@/tests/browser/_resumes.ts";
import { storeBatch } from "@/tests/browser/_stored_batch.ts";

browserTest("criteria are changed before and after the screening", async (stage, test) => {
  const page = await stage.open();
  const panel = page.locator("details.criteria");
  const best = (hasText: string) =>
    page.locator(".candidate").first().locator(".who-name", { hasText });
  // Each step goes on from the one before.
  const step = async (name: string, work: () => Promise<void>) => {
    assert(await test.step(name, work), name);
  };
  const puts: string[] = [];
  page.on("request", (request) => request.method() === "PUT" && puts.push(request.url()));
  const version = (number: number) => page.getByText(`The list is by version ${number}`).waitFor();
  const drag = (slider: Locator, value: number) =>
    slider.evaluate((input: HTMLInputElement, to) => {
      input.value = String(to);
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, value);

  await step("the form shows what was understood, to be changed", async () => {
    await page.goto(stage.site.url);
    await page.locator("button[type=submit]:enabled").waitFor();
    await page.getByLabel("Job description", { exact: true }).fill(JOB);
    await page.getByRole("button", { name: "Check what was understood" }).click();
    await page.getByRole("heading", { name: "What was understood" }).waitFor();
    assertEquals(await page.locator(".requirement-row").count(), 5);
    assertEquals(await page.getByLabel("Years").first().inputValue(), "5");
    await page.getByRole("button", { name: "Remove requirement 5" }).click();
    await page.getByRole("button", { name: "Add a requirement" }).click();
    await page.getByRole("textbox", { name: "Requirement 5" }).fill("COBOL");
    assertEquals(await violations(page), []);
    await picture(page, "criteria-before");
    await page.setViewportSize({ width: 320, height: 800 });
    await fits(page, "criteria-before-320", 320);
    await page.setViewportSize({ width: 1200, height: 900 });
  });

  await step("and the resumes are scored by it", async () => {
    await page.getByLabel("Resume files").setInputFiles(fiveResumes());
    await page.getByRole("button", { name: "Screen 5 resumes" }).click();
    await page.locator(".candidate").first().waitFor();
    await panel.getByText("Criteria: 5 requirements, version 1").click();
    await version(1);
    assertEquals(await page.getByRole("textbox", { name: "Requirement 5" }).inputValue(), "COBOL");
    await best("Ada Lovelace").waitFor();
  });

  await step("a slider's drag is a preview, its release a version", async () => {
    const rows = page.locator(".requirement-row");
    const parts = ["Years", "Like the job", "Nice to have", "Responsibilities"];
    for (const name of parts) await drag(panel.getByRole("slider", { name, exact: true }), 0);
    await best("Ada Lovelace").waitFor();
    // What is asked for weighs by its own sliders: COBOL is all that is left.
    for (const at of [0, 1, 2]) await drag(rows.nth(at).getByRole("slider"), 0);
    await best("Grace Hopper").waitFor();
    assertEquals(puts, []);
    await rows.nth(2).getByRole("slider").dispatchEvent("change");
    // What a drag had sent would have made the number higher.
    await version(2);
    assertEquals(puts.length, 1, puts.join());
    await best("Grace Hopper").waitFor();
    assertEquals(await violations(page), []);
    await picture(page, "criteria-after");
    await page.setViewportSize({ width: 320, height: 800 });
    await fits(page, "criteria-after-320", 320);
    await page.setViewportSize({ width: 1200, height: 900 });
  });

  await step("older versions are looked at, and taken up again", async () => {
    await panel.getByLabel("Version").selectOption("1");
    await panel.getByText("Criteria: 5 requirements, version 1").waitFor();
    await page.getByRole("button", { name: "Take up these criteria" }).click();
    await version(3);
    await best("Ada Lovelace").waitFor();
  });

  await step("what another tab has changed is told", async () => {
    const other = await stage.open({ beside: page });
    await other.goto(page.url());
    await other.locator("details.criteria summary").click();
    await other.getByRole("button", { name: "Remove requirement 5" }).click();
    await other.getByRole("button", { name: "Score again" }).click();
    await other.getByText("The list is by version 4").waitFor();
    await page.getByText("The criteria were changed in another tab.").waitFor();
    const first = page.getByRole("textbox", { name: "Requirement 1" });
    const before = await first.inputValue();
    await page.getByRole("button", { name: "Remove requirement 1" }).click();
    const refused = page.waitForResponse((answer) => answer.status() === 412);
    await page.getByRole("button", { name: "Score again" }).click();
    await refused;
    await page.getByText("The criteria were changed in another tab.").waitFor();
    await page.getByRole("button", { name: "Reload them" }).click();
    await page.getByText("The criteria were changed in another tab.").waitFor({
      state: "detached",
    });
    await panel.getByText("Criteria: 4 requirements, version 4").waitFor();
    await version(4);
    assertEquals(await first.inputValue(), before);
    assertEquals(await page.locator(".requirement-row").count(), 4);
    await other.close();
  });

  await step("a new batch begins with the same job", async () => {
    await page.getByRole("link", { name: "Same job, new batch" }).click();
    await page.getByRole("heading", { name: "What was understood" }).waitFor();
    assertEquals(await page.locator(".requirement-row").count(), 4);
    const job = await page.getByLabel("Job description", { exact: true }).inputValue();
    assert(job.startsWith("Senior TypeScript Engineer"), job);
  });

  // The answer 412 is one line of the browser's console.
  assertEquals(stage.errors.filter((line) => !line.includes("412")), []);
});

const KV_PATH = `${await Deno.makeTempDir({ prefix: "criteria-" })}/kv.sqlite`;

browserTest(
  "the list is read again while resumes are scored again, and reorders",
  async ({ site, open, errors }) => {
    await site.stop();
    const id = await storeBatch(KV_PATH, { files: 1_000, requirements: 12 });
    await site.start();
    const page = await open({ width: 1400 });
    await page.goto(`${site.url}/batches/${id}`);
    await page.getByText("Criteria: 12 requirements, version 1").click();
    await page.locator(".candidate").first().waitFor();
    await page.evaluate(() => {
      // Of how far the scoring is, what was said when.
      const said: [words: string, at: number][] = [];
      Object.assign(globalThis, { said });
      const look = () => {
        const words = document.querySelector(".criteria [role=status]")?.textContent ?? "";
        said.push([words, performance.now()]);
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    // The stored scores are no arithmetic on what is met: all change, the first one's first.
    const put = await page.evaluate(async (id) => {
      const url = `/api/v1/resumes/batches/${id}/criteria`;
      const { requirements, weights } = await (await fetch(url)).json();
      const body = JSON.stringify({ requirements, weights: { ...weights, nice: 50 } });
      const headers = { "if-match": '"1"', "content-type": "application/json" };
      const at = performance.now();
      return { at, status: (await fetch(url, { method: "PUT", headers, body })).status };
    }, id);
    assertEquals(put.status, 200);
    await page.getByText("The criteria were changed in another tab.").waitFor();
    const end = await page.waitForFunction(() => {
      const { said } = globalThis as unknown as { said: [words: string, at: number][] };
      const begun = said.findIndex(([words]) => words.startsWith("Scoring again"));
      const ended = ([words]: [string, number], index: number) =>
        begun !== -1 && index > begun && words.startsWith("The list is by version 1");
      return said.find(ended)?.[1];
    });
    const endedAt = await end.jsonValue() as number;
    // The list is read from its start when the page opens, and whenever it is read again; an entry
    // comes with the end of its answer.
    await page.waitForFunction(
      ([from, to]) =>
        performance.getEntriesByType("resource").some(({ name, startTime }) =>
          name.includes("/results?offset=0") && startTime > from && startTime < to
        ),
      [put.at, endedAt],
    );
    await page.waitForFunction(() =>
      document.querySelector(".candidate .who-name")?.textContent !== "Person Number0"
    );
    assertEquals(errors, []);
    await Deno.remove(KV_PATH.replace("/kv.sqlite", ""), { recursive: true });
  },
  { settings: { KV_PATH, AUTH_MODE: "open" } },
);
