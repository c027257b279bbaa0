import type { Page, Response, Route } from "playwright-core";
import type { Site } from "./_site.ts";
import { screen, type UploadFile } from "./_resumes.ts";

/** Files that a page sends in one request. */
const PER_REQUEST = 20;

/** The page's requests that carry resumes. */
export const UPLOADS = "**/resumes/upload";

/** Does `work` when the page begins its `nth` upload request, before that leaves. */
export async function beforeUpload(page: Page, nth: number, work: () => unknown): Promise<void> {
  let requests = 0;
  await page.route(UPLOADS, async (route) => {
    if (++requests === nth) await work();
    await route.continue();
  });
}

/** Holds the page's uploads back once `taken` have been, until it is told to let them go. */
export async function holdUploads(page: Page, taken: number) {
  let left = taken;
  const held: Route[] = [];
  const reached = Promise.withResolvers<void>();
  // One that was refused is sent again.
  const onResponse = (response: Response) => {
    if (response.url().endsWith("/resumes/upload") && response.status() === 202) left--;
  };
  page.on("response", onResponse);
  await page.route(UPLOADS, (route) => {
    if (left > 0) return route.continue();
    held.push(route);
    reached.resolve();
  });
  const letGo = async () => {
    page.off("response", onResponse);
    for (const route of held.splice(0)) await route.continue();
    await page.unroute(UPLOADS);
  };
  return { reached: reached.promise, letGo };
}

/**
 * Screens `files`, of which the server reads the first 40 and then has no workers any more: however fast
 * the machine is, the batch stays in its middle. The page is connected again when this resolves.
 */
export async function screenPart(page: Page, site: Site, files: UploadFile[]): Promise<void> {
  const { reached, letGo } = await holdUploads(page, 2);
  await screen(page, site.url, files);
  await reached;
  await page.getByText(`${2 * PER_REQUEST} of ${files.length} files`).waitFor();
  await site.stop();
  await page.locator('.connection:not([data-state="open"])').waitFor();
  await site.start({ WORKERS: "0" });
  const sent = page.waitForResponse("**/close");
  await letGo();
  await sent;
  await page.locator('.connection[data-state="open"]').waitFor();
}
