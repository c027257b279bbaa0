import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { until } from "@/testing/until.ts";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { FollowedBatch } from "@/tests/browser/_followed_batch.ts";
import { anyFile, JOB, manyResumes, screen } from "@/tests/browser/_resumes.ts";
import { holdUploads } from "@/tests/browser/_uploads.ts";

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

    await page.locator('.file-row[data-state="done"]').nth(5).waitFor();
    await picture(page, "watching");
    await page.getByRole("heading", { name: "1,000 resumes scored" }).waitFor();
    await page.locator(".found", { hasText: "1,000 candidates" }).waitFor();
    const { unordered, mixed, best, paces, most, tasks } = await page.evaluate(() =>
      (globalThis as unknown as { watched: Watched }).watched
    );

    await test.step("what is worked on comes first, then what ended last, then the queue", () => {
      assertEquals(unordered, []);
      assert(mixed, "no row was seen being read beside others");
    });

    await test.step("the best so far are named, and how long the rest takes", () => {
      assertEquals(best.length, 10);
      assertEquals(best, best.toSorted((a, b) => b - a));
      const pace = /^\d+ a (second|minute), .+ left$/;
      assert(paces.some((text) => pace.test(text)), paces.join());
    });

    await test.step("the page stays small", () => {
      console.log(`at most ${most} elements; tasks of over 50 ms: ${tasks.join(", ") || "none"}`);
      assert(most < MOST_ELEMENTS, `${most} elements`);
    });
  },
);

browserTest("what fails is shown at once, with its words", async (stage, test) => {
  const page = await stage.open();
  const broken = anyFile("broken.pdf", "application/pdf", "%PDF-1.7 and nothing else");

  await test.step("while the others are still read", async () => {
    const { letGo } = await holdUploads(page, 2);
    await screen(page, stage.site.url, [broken, ...manyResumes(300)]);
    const failed = page.getByRole("region", { name: "1 failed so far" });
    await failed.getByText(/damaged/).waitFor();
    await page.getByRole("status").filter({ hasText: "1 failed" }).first().waitFor();
    await picture(page, "failing");
    const sent = page.waitForResponse("**/close");
    await letGo();
    await sent;
  });

  await test.step("a reload shows the job's first line as its title", async () => {
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Senior TypeScript Engineer" }).waitFor();
    assertMatch(await page.title(), /Resume Screener$/);
    await page.getByRole("heading", { name: "300 of 301 scored, 1 failed" }).waitFor();
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
    await until("the end of the second run", async () => {
      const answer = await page.request.get(`${stage.site.url}/api/v1/resumes/batches/${id}`);
      const { run, status } = await answer.json();
      return run === 2 && status === "completed";
    });
    await page.getByRole("heading", { name: "300 of 301 scored, 1 failed" }).waitFor();
  });
});

browserTest("a batch tells of its end and of its connection", async (stage, test) => {
  const page = await stage.open();
  await page.context().grantPermissions(["notifications"]);
  await page.addInitScript(recordNotices);
  const batch = await FollowedBatch.open(page, stage.site.url, { files: 2 });

  await test.step("a connection that is lost counts down to its next try, and is told once", async () => {
    await batch.shown(page);
    await page.getByRole("button", { name: "Notify me" }).click();
    await page.getByRole("button", { name: "Will notify you" }).waitFor();
    await stage.site.stop();
    const badge = page.locator('.connection[data-state="waiting"]');
    await badge.getByText(/Reconnecting in \d+ s/).waitFor();
    await told(page, "Connection lost. Retrying...");
    // A network that comes back is tried at once, whatever the backoff has come to.
    await page.context().setOffline(true);
    await page.locator('.connection[data-state="offline"]').waitFor();
    await stage.site.start();
    await page.context().setOffline(false);
    await told(page, "Connected again");
  });

  await test.step("the end is told by a notification, as the page is out of sight", async () => {
    await page.evaluate(() =>
      Object.defineProperty(document, "hidden", { value: true, configurable: true })
    );
    await batch.add();
    await page.getByRole("heading", { name: "2 resumes scored" }).waitFor();
    await page.waitForFunction(() => noticesOf().notified.length > 0);
    const { said, notified } = await notices(page);
    assertEquals(notified, ["Senior TypeScript Engineer: 2 resumes scored"]);
    for (const once of ["Connection lost", "Connected again", "2 resumes scored"]) {
      assertEquals(said.filter((text) => text.includes(once)).length, 1, said.join("\n"));
    }
  });
});

browserTest(
  "a batch that is deleted under its page says so and offers what is left",
  async (stage) => {
    const page = await stage.open();
    const sent = page.waitForResponse("**/close");
    await screen(page, stage.site.url, manyResumes(300));
    await sent;
    await page.locator('.connection[data-state="open"]').waitFor();
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
  // It can't end before.
  { settings: { WORKERS: "0" } },
);

interface Notices {
  said: string[];
  notified: string[];
}

declare function noticesOf(): Notices;

function notices(page: Page): Promise<Notices> {
  return page.evaluate(() => noticesOf());
}

/** Waits until the page's live region has said `words`. */
async function told(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (words) => noticesOf().said.some((text) => text.includes(words)),
    words,
  );
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

/** What a page was while its batch ran, at every change of it. */
interface Watched {
  /** The most elements. */
  most: number;
  /** Its tasks of more than 50 ms. */
  tasks: string[];
  /** The states of the rows, each time they were out of order. */
  unordered: string[];
  /** Whether rows were seen of which some were worked on, some had ended and some waited. */
  mixed: boolean;
  /** The scores of the best so far, when there were most of them. */
  best: number[];
  /** What was said of the pace. */
  paces: string[];
}

/** Runs in the page: keeps what is {@linkcode Watched}. */
function watchPage(): void {
  const watched: Watched = {
    most: 0,
    tasks: [],
    unordered: [],
    mixed: false,
    best: [],
    paces: [],
  };
  Object.assign(globalThis, { watched });
  const rank = { extracting: 0, scoring: 0, sending: 0, done: 1, received: 2, waiting: 2 };
  const textsOf = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent ?? "");
  const look = () => {
    watched.most = Math.max(watched.most, document.getElementsByTagName("*").length);
    const rows = document.querySelectorAll<HTMLElement>(".card > .file-list .file-row");
    const states = [...rows].map((row) => row.dataset.state!);
    const ranks = states.map((state) => rank[state as keyof typeof rank]);
    if (ranks.some((rank, i) => !(rank >= (ranks[i - 1] ?? 0)))) {
      watched.unordered.push(states.join(" "));
    }
    watched.mixed ||= new Set(ranks).size === 3;
    const best = textsOf(".best b").map(Number);
    if (best.length >= watched.best.length) watched.best = best;
    for (const text of textsOf(".pace")) {
      if (watched.paces.at(-1) !== text) watched.paces.push(text);
    }
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-state"],
  });
  new PerformanceObserver((list) => {
    const state = document.querySelector(".candidate") ? "list" : "running";
    for (const { duration } of list.getEntries()) {
      watched.tasks.push(`${Math.round(duration)} ms (${state})`);
    }
  }).observe({ type: "longtask", buffered: true });
}
