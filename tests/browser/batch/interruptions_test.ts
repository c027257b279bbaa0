import { assert } from "@std/assert";
import { Buffer } from "node:buffer";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { anyFile, manyResumes, screen } from "@/tests/browser/_resumes.ts";
import { recordedStates, recordStates } from "@/tests/browser/_row_states.ts";
import { screenPart } from "@/tests/browser/_uploads.ts";

browserTest("a batch goes on after what comes between", async (stage, test) => {
  const page = await stage.open();
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const title = (name: string | RegExp) => page.getByRole("heading", { name, level: 2 });

  await page.addInitScript(recordStates);

  await test.step("a server that is restarted: the upload and the batch go on to the end", async () => {
    await screen(page, stage.site.url, manyResumes(200));
    await page.locator('.file-row[data-state="done"]').first().waitFor();
    await stage.site.stop();
    await stage.site.start();
    await title("200 resumes scored").waitFor();
    await page.locator(".candidate").first().waitFor();
    const seen = Object.values(await recordedStates(page)).flat();
    assert(seen.some((state) => /extracting|scoring/.test(state)), "no row was seen being read");
  });

  await test.step("a reload in the middle of the upload: what has come can be finished", async () => {
    // The first request has 20 files; the second never arrives.
    let requests = 0;
    await page.route("**/upload", (route) => ++requests > 1 ? undefined : route.continue());
    page.once("dialog", (dialog) => void dialog.accept());
    await screen(page, stage.site.url, manyResumes(30));
    await page.waitForURL("**/batches/*");
    await page.reload();
    await page.getByText("10 files haven't arrived").waitFor();
    await picture(page, "interrupted");
    await button("Finish with 20 files").press("Enter");
    await title("20 resumes scored").waitFor();
    await page.locator("#batch-title:focus").waitFor();
    await page.unroute("**/upload");
  });

  await test.step("a batch that is cancelled and retried comes to its end", async () => {
    await screenPart(page, stage.site, manyResumes(400));
    const taken = page.waitForResponse("**/cancel");
    await button("Cancel").press("Enter");
    await taken;
    // It is carried out by workers.
    await stage.site.stop();
    await stage.site.start();
    await title("Cancelled: 40 of 400 scored, 360 cancelled").waitFor();
    await button("Retry 360 files").press("Enter");
    await title("400 resumes scored").waitFor();
    await page.locator(".candidate").nth(9).waitFor();
  });

  await test.step("results that could not be fetched to their end can be asked for again", async () => {
    const later = /\/results\?offset=[1-9]/;
    await page.route(later, (route) => route.fulfill({ status: 404, json: { detail: "Lost" } }));
    await page.reload();
    await page.getByRole("alert").getByText("Lost").waitFor();
    await page.unroute(later);
    await button("Try again").press("Enter");
    await page.getByRole("alert").waitFor({ state: "detached" });
    await page.locator(".found", { hasText: "400 candidates" }).waitFor();
  });
});

browserTest("what the server would refuse is said before it is sent", async (stage, test) => {
  const page = await stage.open();
  const chooser = page.getByRole("button", { name: "Choose files" });
  const send = page.getByRole("button", { name: /^Screen [\d,]+ resumes?$/ });
  await page.goto(stage.site.url);
  await page.locator("button[type=submit]:enabled").waitFor();
  await page.getByLabel("Job description", { exact: true }).fill("A cook");

  await test.step("too many resumes", async () => {
    const files = Array.from({ length: 1_001 }, (_, i) => anyFile(`${i}.txt`, "text/plain", "-"));
    await page.getByLabel("Resume files").setInputFiles(files);
    await send.click();
    await page.getByText("A batch has 1,000 resumes at most: remove 1").waitFor();
    await chooser.and(page.locator(":focus")).waitFor();
    await page.getByRole("button", { name: "Show or remove" }).click();
    await page.getByRole("button", { name: "Remove all" }).click();
  });

  await test.step("a resume that is too large is kept back, the others are screened", async () => {
    const large = Buffer.alloc(11 * 2 ** 20, "a");
    const files = [{ name: "large.txt", mimeType: "text/plain", buffer: large }];
    await page.getByLabel("Resume files").setInputFiles(files);
    await send.click();
    await page.getByRole("alert").getByText("This file is over 10 MB").waitFor();
    await page.getByLabel("Resume files").setInputFiles(manyResumes(2));
    await page.getByText("large.txt is over 10 MB and won't be sent").waitFor();
    await send.click();
    await page.getByRole("heading", { name: "2 of 3 scored, 1 refused" }).waitFor();
    const lost = page.getByRole("region", { name: "1 file couldn't be scored" });
    await lost.getByText("This file is over 10 MB").waitFor();
  });
});
