import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { anyFile, JOB, manyResumes } from "@/tests/browser/_resumes.ts";

browserTest("files are looked at before they are sent", async (stage, test) => {
  const page = await stage.open();
  const chosen = page.locator(".chosen");
  const list = page.getByRole("list", { name: "Chosen files" });
  await page.goto(stage.site.url);
  await page.locator("button[type=submit]:enabled").waitFor();

  await test.step("limits stand where files are chosen", async () => {
    await page.getByText("10 MB each, 1,000 files").waitFor();
  });

  await test.step("with 200 files chosen the button is four Tabs away", async () => {
    await page.getByLabel("Resume files").setInputFiles(manyResumes(200));
    await page.getByRole("button", { name: "Screen 200 resumes" }).waitFor();
    await page.getByRole("button", { name: "Choose files" }).focus();
    const reached = [];
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate(() => {
          const element = document.activeElement;
          return element instanceof HTMLInputElement ? element.type : element?.textContent;
        }),
      );
    }
    const [folder, shown, blind, send] = reached;
    assertEquals([folder, shown, blind, send], [
      "Choose a folder",
      "Show or remove",
      "checkbox",
      "Screen 200 resumes",
    ]);
  });

  await test.step("they can be looked through and taken out", async () => {
    await chosen.getByRole("button", { name: "Show or remove" }).press("Enter");
    await chosen.getByText("1 to 50 of 200 files").waitFor();
    await chosen.getByRole("button", { name: "Next" }).press("Enter");
    await chosen.getByRole("button", { name: "Remove resume-51.txt" }).press("Enter");
    await page.locator('button[aria-label="Remove resume-52.txt"]:focus').waitFor();
    await page.getByRole("button", { name: "Screen 199 resumes" }).waitFor();
    await chosen.getByRole("button", { name: "Remove all" }).press("Enter");
    await page.locator("button:focus", { hasText: "Choose files" }).waitFor();
  });

  await test.step("what would be refused, and what comes twice, is marked", async () => {
    const good = anyFile("good.txt", "text/plain", "A cook");
    await page.evaluate(() => {
      // One file chosen twice has one time of change; the test's own files get a new one each.
      const file = new File(["A cook"], "twice.txt", { lastModified: 1 });
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(file);
      dataTransfer.items.add(file);
      const init = { dataTransfer, bubbles: true, cancelable: true };
      document.querySelector("h1")!.dispatchEvent(new DragEvent("drop", init));
    });
    await list.getByText("Chosen twice").waitFor();
    await page.getByLabel("Resume files").setInputFiles([
      good,
      anyFile("empty.txt", "text/plain", ""),
      anyFile("photo.gif", "image/gif", "GIF89a"),
    ]);
    await chosen.getByText("empty.txt is empty and will be refused").waitFor();
    const marks = await list.locator(".file-mark").allTextContents();
    assertEquals(marks, ["Chosen twice", "Empty", "Unknown kind"]);
    await picture(page, "marked");
    await chosen.getByRole("button", { name: "Remove the 3 marked" }).click();
    await page.getByRole("button", { name: "Screen 2 resumes" }).waitFor();
    assertEquals(await list.locator(".file-name").allTextContents(), ["twice.txt", "good.txt"]);
  });
});

browserTest("a drop anywhere on the page is taken", async (stage, test) => {
  const page = await stage.open();
  await page.goto(stage.site.url);
  await page.locator("button[type=submit]:enabled").waitFor();

  await test.step("as resumes, and the drop zone shows it", async () => {
    assertEquals(await drag(page, "dragover", ".site-header"), true);
    await page.locator('.drop-zone[data-over="true"]').waitFor();
    assertEquals(await drag(page, "drop", ".site-header"), true);
    await page.getByRole("button", { name: "Screen 1 resume" }).waitFor();
    await page.locator('.drop-zone[data-over="true"]').waitFor({ state: "detached" });
  });

  await test.step("but at the job, as the job", async () => {
    assertEquals(await drag(page, "dragover", ".job-field"), true);
    await page.locator('.job-field[data-over="true"]').waitFor();
    await page.locator('.drop-zone[data-over="true"]').waitFor({ state: "detached" });
    await drag(page, "drop", ".job-field");
    await page.getByText("Loaded from dropped.txt").waitFor();
    await page.getByRole("button", { name: "Screen 1 resume" }).waitFor();
  });

  await test.step("and not while a batch is shown", async () => {
    await page.getByLabel("Job description", { exact: true }).fill(JOB);
    await page.getByRole("button", { name: "Screen 1 resume" }).click();
    await page.getByRole("heading", { name: /scored$/ }).waitFor();
    assertEquals(await drag(page, "drop", "h1"), true, "the browser would open the file");
    assertEquals(await page.getByRole("button", { name: /^Screen/ }).count(), 0);
  });
});

browserTest("on a phone nothing says drop", async (stage) => {
  const page = await stage.open({ width: 390 });
  await page.goto(stage.site.url);
  await page.getByText("Choose the resumes").waitFor();
  assertEquals(/\bdrop/i.test(await page.locator("body").innerText()), false);
});

/** Drags a file over an element, or drops it there; whether the page took it from the browser. */
function drag(page: Page, type: "dragover" | "drop", selector: string): Promise<boolean> {
  return page.evaluate(([type, selector]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["A cook"], "dropped.txt"));
    const init = { dataTransfer, bubbles: true, cancelable: true };
    return !document.querySelector(selector)!.dispatchEvent(new DragEvent(type, init));
  }, [type, selector]);
}
