import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { anyFile, JOB, manyResumes, screen } from "@/tests/browser/_resumes.ts";

/** As many as the largest batch has. */
const MANY = 1_000;
/** Elements of a page that a browser draws anew without a pause. */
const MOST_ELEMENTS = 3_000;

browserTest(
  "a batch of 1,000 files is watched in a page of a few elements",
  async (stage, test) => {
    const page = await stage.open();
    page.setDefaultTimeout(120_000);
    await page.addInitScript(watchPage);
    await screen(page, stage.site.url, manyResumes(MANY));

    await test.step("what is worked on comes first, then what ended last, then the queue", async () => {
      await page.locator('.file-row[data-state="done"]').nth(5).waitFor();
      const rank = { extracting: 0, scoring: 0, sending: 0, done: 1, received: 2, waiting: 2 };
      // In one go: between two looks the rows change their places.
      const states = await page.evaluate(() => {
        const rows = document.querySelectorAll<HTMLElement>(".card > .file-list .file-row");
        return [...rows].map((row) => row.dataset.state!);
      });
      const ranks = states.map((state) => rank[state as keyof typeof rank]);
      assertEquals(ranks, ranks.toSorted((a, b) => a - b), states.join(" "));
    });

    await test.step("the best so far are named, and how long the rest takes", async () => {
      const best = page.getByRole("region", { name: "Best so far" });
      await best.locator("li").nth(9).waitFor();
      const scores = (await best.locator("b").allTextContents()).map(Number);
      assertEquals(scores, scores.toSorted((a, b) => b - a));
      await page.locator(".pace", { hasText: /^\d+ a (second|minute), .+ left$/ }).waitFor();
      await picture(page, "watching");
    });

    await test.step("the list comes, and the page stays small", async () => {
      await page.getByRole("heading", { name: "1,000 resumes scored" }).waitFor();
      await page.locator(".found", { hasText: "1,000 candidates" }).waitFor();
      const { most, tasks } = await page.evaluate(() =>
        (globalThis as unknown as { watched: { most: number; tasks: string[] } }).watched
      );
      console.log(`at most ${most} elements; tasks of over 50 ms: ${tasks.join(", ") || "none"}`);
      assert(most < MOST_ELEMENTS, `${most} elements`);
    });
  },
);

browserTest("what fails is shown at once, with its words", async (stage, test) => {
  const page = await stage.open();
  const broken = anyFile("broken.pdf", "application/pdf", "%PDF-1.7 and nothing else");

  await test.step("while the others are still read", async () => {
    const sent = page.waitForResponse("**/close", { timeout: 60_000 });
    await screen(page, stage.site.url, [broken, ...manyResumes(300)]);
    const failed = page.getByRole("region", { name: "1 failed so far" });
    await failed.getByText(/damaged/).waitFor();
    await page.getByRole("status").filter({ hasText: "1 failed" }).first().waitFor();
    await picture(page, "failing");
    await sent;
  });

  await test.step("a reload shows the job's first line as its title", async () => {
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Senior TypeScript Engineer" }).waitFor();
    assertMatch(await page.title(), /Resume Screener$/);
    await page.getByRole("heading", { name: "300 of 301 scored, 1 failed" }).waitFor({
      timeout: 60_000,
    });
    await picture(page, "ended-failures");
  });

  await test.step("only what another try may help has a button for it", async () => {
    assertEquals(await page.getByRole("button", { name: /^Retry/ }).count(), 0);
    const id = await page.evaluate(() => location.pathname.split("/").at(-1));
    // A document that crashed its readers three times can't be made to order: the server's word is.
    await page.route(`**/batches/${id}`, async (route) => {
      if (route.request().resourceType() === "document") return await route.continue();
      const batch = await (await route.fetch()).json();
      for (const file of batch.files) file.retryable = file.state === "failed";
      await route.fulfill({ json: batch });
    });
    await page.reload();
    const retried = page.waitForResponse("**/files/*/retry");
    await page.getByRole("button", { name: "Retry broken.pdf" }).press("Enter");
    assertEquals((await (await retried).json()).run, 2);
    await page.unrouteAll({ behavior: "wait" });
    await page.getByRole("heading", { name: "300 of 301 scored, 1 failed" }).waitFor();
  });
});

browserTest("a batch tells of its end and of its connection", async (stage, test) => {
  const page = await stage.open();
  await page.context().grantPermissions(["notifications"]);
  await page.addInitScript(recordNotices);

  await test.step("a connection that is lost counts down to its next try, and is told once", async () => {
    await screen(page, stage.site.url, manyResumes(900));
    await page.locator('.file-row[data-state="done"]').first().waitFor();
    await page.getByRole("button", { name: "Notify me" }).click();
    await page.getByRole("button", { name: "Will notify you" }).waitFor();
    await stage.site.stop();
    const badge = page.locator('.connection[data-state="waiting"]');
    await badge.getByText(/Reconnecting in \d+ s/).waitFor();
    await page.getByText("Connection lost. Retrying...").waitFor({ state: "attached" });
    await stage.site.start();
    // A network that comes back is tried at once, whatever the backoff has come to.
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await page.getByText("Connected again").waitFor({ state: "attached" });
  });

  await test.step("the end is told by a notification, as the page is out of sight", async () => {
    await page.evaluate(() =>
      Object.defineProperty(document, "hidden", { value: true, configurable: true })
    );
    await page.getByRole("heading", { name: "900 resumes scored" }).waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => noticesOf().notified.length > 0);
    const { said, notified } = await notices(page);
    assertEquals(notified, ["Senior TypeScript Engineer: 900 resumes scored"]);
    for (const once of ["Connection lost", "Connected again", "900 resumes scored"]) {
      assertEquals(said.filter((text) => text.includes(once)).length, 1, said.join("\n"));
    }
  });
});

browserTest(
  "a batch that is deleted under its page says so and offers what is left",
  async (stage) => {
    const page = await stage.open();
    await screen(page, stage.site.url, manyResumes(300));
    await page.locator('.file-row[data-state="done"]').first().waitFor();
    const headers = { origin: stage.site.url };
    const url = `${stage.site.url}/api/v1/sse/progress/me`;
    assertEquals((await page.request.delete(url, { headers })).status(), 200);
    await page.getByRole("alert").getByText("This batch was deleted, or it has expired.").waitFor();
    await picture(page, "deleted");
    await page.getByRole("button", { name: "Screen the same 300 resumes again" }).click();
    await page.getByRole("button", { name: "Screen 300 resumes" }).waitFor();
    assertEquals(new URL(page.url()).pathname, "/");
    assertEquals(await page.getByLabel("Job description", { exact: true }).inputValue(), JOB);
    const missing = await page.goto(`${stage.site.url}/batches/unknown`);
    assertEquals(missing?.status(), 404);
    await page.getByRole("alert").getByText("Not found. It may have expired").waitFor();
  },
);

interface Notices {
  said: string[];
  notified: string[];
}

declare function noticesOf(): Notices;

function notices(page: Page): Promise<Notices> {
  return page.evaluate(() => noticesOf());
}

/** Runs in the page: keeps what its live region says, and the notifications it asks for. */
function recordNotices(): void {
  const all: Notices = { said: [], notified: [] };
  Object.assign(globalThis, { noticesOf: () => all });
  new MutationObserver(() => {
    const text = document.querySelector('p[role="status"]')?.textContent ?? "";
    if (text !== "" && text !== all.said.at(-1)) all.said.push(text);
  }).observe(document, { subtree: true, childList: true, characterData: true });
  const { Notification } = globalThis;
  globalThis.Notification = class extends Notification {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      all.notified.push(`${title}: ${options?.body}`);
    }
  };
}

/** Runs in the page: keeps the most elements it had, and its tasks of more than 50 ms. */
function watchPage(): void {
  const watched = { most: 0, tasks: [] as string[] };
  Object.assign(globalThis, { watched });
  const count = () => {
    watched.most = Math.max(watched.most, document.getElementsByTagName("*").length);
  };
  new MutationObserver(count).observe(document, { subtree: true, childList: true });
  new PerformanceObserver((list) => {
    const state = document.querySelector(".candidate") ? "list" : "running";
    for (const { duration } of list.getEntries()) {
      watched.tasks.push(`${Math.round(duration)} ms (${state})`);
    }
  }).observe({ type: "longtask", buffered: true });
}
