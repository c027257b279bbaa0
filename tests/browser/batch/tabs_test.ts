import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { until } from "@/testing/until.ts";
import { browserTest } from "@/tests/browser/_browser.ts";
import { JOB, manyResumes, type UploadFile } from "@/tests/browser/_resumes.ts";

/** More than the connections that HTTP/1.1 gets per host. */
const TABS = 8;

browserTest("eight tabs follow one batch over one connection", async (stage, test) => {
  const first = await stage.open();
  await first.goto(stage.site.url);
  const [one, two] = manyResumes(2);
  const batchId = await upload(first, { job_description: JOB, expected_files: "2" }, one);
  const tabs = [first];

  await test.step("each shows what is there", async () => {
    while (tabs.length < TABS) tabs.push(await stage.open({ beside: first }));
    for (const tab of tabs) {
      await tab.goto(`${stage.site.url}/batches/${batchId}`);
      await tab.locator('.connection[data-state="open"]').waitFor();
    }
    await until("one connection", async () => await connections(first) === 1);
  });

  await test.step("the others go on when the one with the connection is closed", async () => {
    await tabs.shift()!.close();
    await upload(tabs[0], { batch_id: batchId }, two);
    for (const tab of tabs) {
      await tab.getByRole("heading", { name: "2 resumes scored" }).waitFor();
    }
  });

  await test.step("and once it has ended, with its criteria and its candidates", async () => {
    for (const tab of tabs) {
      await tab.getByText("Criteria: 5 requirements, version 1").waitFor();
      await tab.locator(".candidate").nth(1).waitFor();
    }
    await until("one connection", async () => await connections(tabs[0]) === 1);
  });
});

async function connections(page: Page): Promise<number> {
  const { origin } = new URL(page.url());
  const answer = await page.request.get(`${origin}/api/v1/sse/connections/status`);
  return (await answer.json()).this_instance.active_connections;
}

/** Sends one file as the page's session, and resolves with the batch's id. */
async function upload(
  page: Page,
  fields: Record<string, string>,
  files: UploadFile,
): Promise<string> {
  const { origin } = new URL(page.url());
  const response = await page.request.post(`${origin}/api/v1/resumes/upload`, {
    headers: { origin },
    multipart: { ...fields, files },
  });
  assertEquals(response.status(), 202);
  return (await response.json()).batch_id;
}
