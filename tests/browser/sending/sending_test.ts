import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { FaultProxy } from "@/testing/outside/fault_proxy.ts";
import { until } from "@/testing/until.ts";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { anyFile, manyResumes, screen } from "@/tests/browser/_resumes.ts";
import { beforeUpload, holdUploads, UPLOADS } from "@/tests/browser/_uploads.ts";

/** How often the page tries in vain before it is let through. */
const VAIN_TRIES = 4;

const title = (page: Page, name: string | RegExp) => page.getByRole("heading", { name, level: 2 });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** The names and states of the files that the server has on record. */
async function filesOf(page: Page): Promise<string[]> {
  const { origin, pathname } = new URL(page.url());
  const response = await page.request.get(`${origin}/api/v1/resumes${pathname}`);
  const { files } = await response.json();
  return files.map(({ name, state }: { name: string; state: string }) => `${name} ${state}`);
}

browserTest("an upload goes on after an outage", async (stage, test) => {
  const page = await stage.open();
  await using proxy = FaultProxy.open(stage.site.url);

  await test.step(`no connection for ${VAIN_TRIES} tries`, async () => {
    await beforeUpload(page, 3, () => {
      proxy.mode = "refuse";
      proxy.cut();
    });
    await screen(page, proxy.url, manyResumes(200));
    await button(page, "Retry now").waitFor();
    await page.getByText("160 files not sent yet").waitFor();
    await picture(page, "outage");
    const { accepted } = proxy;
    await until("tries", () => proxy.accepted >= accepted + VAIN_TRIES);
    proxy.mode = "forward";
    await title(page, "200 resumes scored").waitFor({ timeout: 90_000 });
    assertEquals(new Set(await filesOf(page)).size, 200);
    await page.unroute(UPLOADS);
  });

  await test.step("a server that is killed and started again", async () => {
    await beforeUpload(page, 3, () => stage.site.stop("SIGKILL"));
    await screen(page, stage.site.url, manyResumes(200));
    await button(page, "Retry now").waitFor();
    await stage.site.start();
    // It may have tried by itself.
    await page.evaluate(() =>
      [...document.querySelectorAll("button")].find((it) => it.textContent === "Retry now")?.click()
    );
    await title(page, "200 resumes scored").waitFor({ timeout: 90_000 });
    assertEquals(new Set(await filesOf(page)).size, 200);
    await page.unroute(UPLOADS);
  });

  await test.step("a device that is offline", async () => {
    await beforeUpload(page, 2, () => page.context().setOffline(true));
    await screen(page, stage.site.url, manyResumes(60));
    await page.getByText("You're offline. 40 files will be sent when you're back.").waitFor();
    await page.context().setOffline(false);
    await title(page, "60 resumes scored").waitFor();
    await page.unroute(UPLOADS);
  });
});

browserTest("what was not sent can be added to its batch", async (stage, test) => {
  const page = await stage.open();

  await test.step("after a reload in the middle, by dropping all of it again", async () => {
    const { reached } = await holdUploads(page, 1);
    page.once("dialog", (dialog) => void dialog.accept());
    await screen(page, stage.site.url, manyResumes(50));
    await reached;
    await page.reload();
    await page.getByText("30 files haven't arrived. Add them, or finish without them.").waitFor();
    await page.unroute(UPLOADS);
    const sent: string[] = [];
    page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
    await page.getByLabel("More resume files").setInputFiles(manyResumes(50));
    await title(page, "50 resumes scored").waitFor();
    assertEquals(new Set(await filesOf(page)).size, 50);
    assertEquals(sent.filter((url) => url.endsWith("/upload")).length, 2);
    page.removeAllListeners("request");
  });

  await test.step("after it has ended, which runs the new ones only", async () => {
    await page.getByLabel("More resume files").setInputFiles(manyResumes(52));
    await title(page, "52 resumes scored").waitFor();
    await page.getByLabel("More resume files").setInputFiles(manyResumes(2));
    await page.getByText("All 2 files are here already").waitFor();
  });
});

browserTest(
  "files that are refused are listed with their reasons after a reload",
  async (stage) => {
    const page = await stage.open();
    const large = anyFile("large.txt", "text/plain", "a".repeat(11 * 2 ** 20));
    const files = [...manyResumes(2), large, anyFile("empty.txt", "text/plain", "")];
    await screen(page, stage.site.url, files);
    for (let visits = 0; visits < 2; visits++) {
      await title(page, "2 of 4 scored, 2 refused").waitFor();
      const lost = page.getByRole("region", { name: "2 files couldn't be scored" });
      await lost.getByText("This file is over 10 MB").waitFor();
      await lost.getByText("This file is empty").waitFor();
      await page.reload();
    }
  },
);

browserTest("two tabs: nothing is lost by one click", async (stage, test) => {
  const page = await stage.open();
  const { reached, letGo } = await holdUploads(page, 2);
  await screen(page, stage.site.url, manyResumes(60));
  await reached;
  const other = await stage.open({ beside: page });

  await test.step("cancelling what is being sent asks first", async () => {
    await button(page, "Cancel").click();
    await page.getByText("20 files haven't been sent. Cancel anyway?").waitFor();
    await picture(page, "cancel-asks");
    await button(page, "Keep sending").click();
    await page.getByText("Cancel anyway?").waitFor({ state: "detached" });
  });

  await test.step("another tab says that files are being sent, and asks too", async () => {
    await other.goto(page.url());
    await other.getByText("Another tab is sending files. 20 files haven't arrived.").waitFor();
    await button(other, "Cancel").click();
    await other.getByText("Another tab is sending files. Cancel anyway?").waitFor();
    await button(other, "Leave it").click();
    await button(other, "Finish with 40 files").click();
    await button(other, "Finish anyway").click();
    await title(other, "40 resumes scored").waitFor();
  });

  await test.step("the tab that was sending says so, and can send the rest", async () => {
    await letGo();
    const notice = page.getByRole("alert");
    await notice.getByText("This batch was finished in another tab; 20 files weren't sent.")
      .waitFor();
    await button(page, "Send 20 files").click();
    await title(page, "60 resumes scored").waitFor();
  });
});
