import { assert, assertEquals } from "@std/assert";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { anyFile, fiveResumes, manyResumes, screen } from "@/tests/browser/_resumes.ts";
import { recordedStates, recordStates } from "@/tests/browser/_row_states.ts";
import { screenPart } from "@/tests/browser/_uploads.ts";

browserTest("the start page screens five resumes, live, to a ranked list", async (stage, test) => {
  const page = await stage.open();
  await page.addInitScript(recordStates);

  await test.step("rows move while the files are read", async () => {
    await screen(page, stage.site.url, fiveResumes());
    await page.locator(".candidate").first().waitFor();
    const states = await recordedStates(page);
    assertEquals(Object.keys(states).length, 5);
    for (const [name, seen] of Object.entries(states)) {
      assert(seen.length > 1, `${name} was only seen ${seen}`);
    }
    await picture(page, "ranked");
  });

  await test.step("the list is ranked and says why", async () => {
    await page.locator(".candidate").nth(4).waitFor();
    const names = await page.locator(".candidate a").allTextContents();
    assertEquals(names.length, 5);
    assertEquals(names[0], "Ada Lovelace");
    const scores = (await page.locator(".score-cell").allTextContents()).map(Number);
    assertEquals(scores, scores.toSorted((a, b) => b - a));
    await page.getByRole("link", { name: "Ada Lovelace" }).click();
    const why = page.locator(".detail .why");
    await why.getByText("How the score adds up").waitFor();
    assert(await why.locator("q").count() > 0, "no evidence is quoted");
    await picture(page, "why");
  });

  await test.step("a reload shows the same batch", async () => {
    assert(page.url().includes("/batches/"), page.url());
    await page.reload();
    await page.locator(".candidate").nth(4).waitFor();
    assertEquals(await page.locator(".candidate").count(), 5);
  });

  await test.step("a file that is dropped on it doesn't take its place", async () => {
    const refused = await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x"], "a.txt"));
      const init = { dataTransfer, bubbles: true, cancelable: true };
      return !document.querySelector("main")!.dispatchEvent(new DragEvent("drop", init));
    });
    assert(refused, "the browser would open the file");
  });

  await test.step("the CSV has a line for each resume", async () => {
    await page.getByRole("button", { name: "Export" }).click();
    const href = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
    const csv = await (await page.request.get(stage.site.url + href)).text();
    assertEquals(csv.trim().split("\n").length, 6);
  });

  await test.step("the start page leads back to it", async () => {
    const { pathname } = new URL(page.url());
    await page.goto(stage.site.url);
    await page.locator(".recent li a").click();
    await page.waitForURL(`**${pathname}`);
  });

  assertEquals(stage.errors, []);
});

browserTest("a batch page is live in the middle and keeps its failures", async (stage, test) => {
  const page = await stage.open();
  const broken = anyFile("broken.pdf", "application/pdf", "%PDF-1.7 and nothing else");
  const empty = anyFile("empty.txt", "text/plain", "");

  await test.step("a reload in the middle goes on to the end", async () => {
    const sent = page.waitForResponse("**/close");
    await screen(page, stage.site.url, [...manyResumes(120), broken, empty]);
    await sent;
    await page.reload();
    await page.getByRole("heading", { name: "120 of 122 scored, 1 failed, 1 refused" }).waitFor();
    await page.getByText("122 candidates").first().waitFor();
  });

  await test.step("the list can be narrowed to who meets the must-haves, and to words", async () => {
    await page.getByLabel("Meets all must-haves").check();
    await page.locator(".found").getByText("30 of 122 candidates").waitFor();
    await page.getByLabel("Search candidates").fill("docker RESUME-117");
    await page.locator(".found").getByText("1 of 122 candidates").waitFor();
    assertEquals(await page.locator(".candidate a").allTextContents(), ["resume-117.txt"]);
    await page.getByLabel("Search candidates").fill("cobol");
    await page.getByText("No matches").first().waitFor();
  });

  await test.step("what was not scored is listed with its reason, and no retry is offered in vain", async () => {
    const lost = page.getByRole("region", { name: "2 files couldn't be scored" });
    await lost.getByText("broken.pdf").waitFor();
    await lost.getByText("empty.txt").waitFor();
    const reasons = await lost.locator(".file-reason").allTextContents();
    assertEquals(reasons.map((reason) => reason.length > 10), [true, true]);
    assertEquals(await page.getByRole("button", { name: /^Retry/ }).count(), 0);
  });

  await test.step("another session may not see it", async () => {
    const other = await stage.open();
    await other.goto(page.url());
    await other.getByRole("alert").waitFor();
    assertEquals(await other.locator(".file-row").count(), 0);
    await other.close();
  });

  await test.step("a form without a job or files says what is missing", async () => {
    await page.goto(stage.site.url);
    const send = page.getByRole("button", { name: "Screen resumes" });
    await send.click();
    await page.getByText("Add a job description first").waitFor();
    await page.getByLabel("Job description", { exact: true }).fill("A cook");
    await send.click();
    await page.getByText("Choose at least one resume").waitFor();
  });
});

browserTest("a batch can be cancelled, before and after it has begun", async (stage, test) => {
  const page = await stage.open();
  const cancel = page.getByRole("button", { name: "Cancel" });

  await test.step("a form whose upload is cancelled keeps what was filled in", async () => {
    await page.route("**/upload", () => {});
    await screen(page, stage.site.url, manyResumes(3));
    await page.waitForFunction(() =>
      document.title === "0% screened - Senior TypeScript Engineer - Resume Screener"
    );
    await cancel.click();
    await page.getByRole("button", { name: "Cancel anyway" }).click();
    await page.getByRole("button", { name: "Screen 3 resumes" }).waitFor();
    await page.waitForFunction(() => document.title === "Resume Screener");
    await page.unroute("**/upload");
  });

  await test.step("a batch that has begun keeps what is scored", async () => {
    await screenPart(page, stage.site, manyResumes(60));
    const taken = page.waitForResponse("**/cancel");
    await cancel.click();
    await taken;
    // It is carried out by workers.
    await stage.site.stop();
    await stage.site.start();
    await page.getByRole("heading", { name: "Cancelled: 40 of 60 scored, 20 cancelled" }).waitFor();
    await picture(page, "cancelled");
  });
});
