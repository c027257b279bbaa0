import { assert, assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Locator, Page } from "playwright-core";
import { line, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import { until } from "@/testing/until.ts";
import { fits, violations } from "@/tests/browser/_accessibility.ts";
import { browserTest, picture } from "@/tests/browser/_browser.ts";
import { anyFile, screen, type UploadFile } from "@/tests/browser/_resumes.ts";

const FIRST = `Mara Okonkwo
mara.okonkwo@example.com | Berlin, Germany

Experience
Senior Engineer, Kiln Works\t2015 - 2024
- Built services in TypeScript for a kiln of forty ovens
- Ran PostgreSQL and SQL reports for the bakery next door
- Taught six colleagues to read query plans

Engineer, Harbour Trust\t2012 - 2015
- Kept the tide tables right, and the ferries on time`;
const SECOND = `Skills
TypeScript, PostgreSQL, SQL, Docker, Kubernetes

Education
BSc Computer Science, University of Hull`;

/** A page in type, its headings on a band of colour. */
function drawn(text: string): string {
  return text.split("\n").map((words, at) => {
    const [left, right] = words.split("\t");
    const y = 720 - at * 22;
    const band = at === 0 ? `0.05 0.42 0.36 rg 0 ${y - 12} 612 40 re f 1 1 1 rg\n` : "";
    const end = at === 0 ? "0 0 0 rg\n" : "";
    const size = at === 0 ? 20 : 11;
    return band + line(left, 72, y, size) + (right ? line(right, 430, y) : "") + end;
  }).join("");
}

const PDF: UploadFile = {
  name: "Mara_Okonkwo.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from(pdfOfPages([drawn(FIRST), drawn(SECOND)])),
};
const TEXT = anyFile("Ada_Lovelace.txt", "text/plain", `Ada Lovelace\n\nSkills\nRust, GraphQL`);

/** Opens the page of the file called `name`. */
async function openDocument(page: Page, batch: string, name: string): Promise<void> {
  const path = await page.evaluate(async ([batch, name]) => {
    const { files } = await (await fetch(`/api/v1/resumes${batch}`)).json();
    return `${batch}/files/${files.find((file: { name: string }) => file.name === name).file_id}`;
  }, [batch, name]);
  await page.goto(new URL(path, page.url()).href);
}

browserTest("a document is seen beside its text, with its evidence in both", async (stage) => {
  const page = await stage.open();
  await screen(page, stage.site.url, [PDF, TEXT]);
  await page.waitForURL(/\/batches\//);
  const batch = new URL(page.url()).pathname;
  await openDocument(page, batch, PDF.name);
  const second = page.getByAltText("Page 2 of 2 of Mara_Okonkwo.pdf");
  await second.waitFor();
  await page.getByAltText("Page 1 of 2 of Mara_Okonkwo.pdf").evaluate((image) =>
    (image as HTMLImageElement).decode()
  );

  const docker = page.getByRole("button", { name: /^Experience with Docker/ });
  await docker.click();
  await docker.and(page.locator("[aria-pressed=true]")).waitFor();
  await focused(page, /^TypeScript, PostgreSQL, SQL, Docker, Kubernetes.*3/);
  const box = page.getByRole("button", { name: /^Evidence for requirement 3: Experience/ })
    .and(page.locator("[aria-pressed=true]"));
  await second.evaluate((image) => (image as HTMLImageElement).decode());
  // The box is in sight, and lies on the words.
  await page.waitForFunction(isInSight, (await box.elementHandle())!);
  const [image, boxed] = [(await second.elementHandle())!, (await box.elementHandle())!];
  // In one go: the page may still be scrolling.
  const [top, bottom] = await page.evaluate(([image, boxed]) => {
    const [outer, inner] = [image.getBoundingClientRect(), boxed.getBoundingClientRect()];
    return [inner.top, inner.bottom].map((y) => (y - outer.top) / outer.height);
  }, [image, boxed]);
  assert(top > 0.085 && bottom < 0.14, `${top} to ${bottom}`);
  assertEquals(await violations(page), []);
  await picture(page, "document");

  const first = page.getByRole("button", { name: /^Evidence for requirement 2/ }).first();
  await first.focus();
  await page.keyboard.press("Enter");
  await focused(page, /SQL/);
  const download = page.getByRole("link", { name: "Download the original" });
  const [kept] = await Promise.all([page.waitForEvent("download"), download.click()]);
  assertEquals(kept.suggestedFilename(), PDF.name);

  await page.emulateMedia({ colorScheme: "dark" });
  assertEquals(await violations(page), []);
  await picture(page, "document-dark");
  await page.setViewportSize({ width: 320, height: 700 });
  await fits(page, "document-phone", 320);
  assertEquals(await violations(page), []);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1200, height: 800 });

  await openDocument(page, batch, TEXT.name);
  await page.getByRole("region", { name: "Text" }).waitFor();
  await page.getByRole("button", { name: /^Rust/ }).click();
  await focused(page, /^Rust, GraphQL/);
  await page.getByRole("region", { name: "Original" }).waitFor({ state: "detached" });
  await picture(page, "document-text");
  const expected = (line: string) => /404 \(Not Found\)/.test(line);
  assertEquals(stage.errors.filter((line) => !expected(line)), []);
});

browserTest("a document is read within the workbench, beside the list", async (stage) => {
  const page = await stage.open({ width: 1400 });
  await screen(page, stage.site.url, [PDF, TEXT]);
  await page.locator(".candidate").nth(1).waitFor();
  await page.getByRole("link", { name: "Mara Okonkwo" }).click();
  const detail = page.getByRole("region", { name: "Mara Okonkwo" });
  const chosen = Promise.withResolvers<void>();
  await page.route("**/pages/*.json", async (route) => {
    await chosen.promise;
    await route.continue();
  });
  await detail.getByRole("tab", { name: "Document" }).click();
  const shown = detail.getByAltText("Page 2 of 2 of Mara_Okonkwo.pdf");
  // By pointer, before the pages are there, and by keyboard.
  const docker = detail.getByRole("button", { name: /^Experience with Docker/ });
  await docker.click();
  await docker.and(page.locator("[aria-pressed=true]")).waitFor();
  chosen.resolve();
  await marked(page, detail, { words: /^TypeScript, PostgreSQL, SQL, Docker/, requirement: 3 });
  // A picture comes when its page is in sight.
  await shown.evaluate((image) => (image as HTMLImageElement).decode());
  await picture(page, "workbench-document");
  const first = detail.getByRole("button", { name: /TypeScript/ }).first();
  await first.focus();
  await page.keyboard.press("Enter");
  await marked(page, detail, { words: /TypeScript/, requirement: 1 });
  assertEquals(await violations(page), []);

  for (const width of [1100, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await docker.click();
    await marked(page, detail, { words: /^TypeScript, PostgreSQL, SQL, Docker/, requirement: 3 });
    await fits(page, `workbench-document-${width}`, width);
    assertEquals(await violations(page), []);
  }

  // The next candidate's document takes its place; a text has no pages.
  await page.setViewportSize({ width: 1400, height: 900 });
  await detail.getByRole("button", { name: "Next candidate" }).click();
  const next = page.getByRole("region", { name: "Ada Lovelace" });
  await next.getByText("Rust, GraphQL").first().waitFor();
  await page.getByAltText(/of Mara_Okonkwo.pdf$/).first().waitFor({ state: "detached" });
  const expected = (line: string) => /404 \(Not Found\)/.test(line);
  assertEquals(stage.errors.filter((line) => !expected(line)), []);
});

/** Waits until a requirement's line has the focus and its evidence is boxed, both in sight. */
async function marked(
  page: Page,
  detail: Locator,
  { words, requirement }: { words: RegExp; requirement: number },
): Promise<void> {
  await focused(page, words);
  const box = detail.getByRole("button", { name: new RegExp(`^Evidence for .*${requirement}: `) })
    .and(page.locator("[aria-pressed=true]")).first();
  await box.waitFor();
  // Looked up each time: it may be drawn anew.
  for (const shown of [page.locator(":focus"), box]) {
    await until("what is marked to be in sight", () => shown.evaluate(isInSight));
  }
}

/** Waits until what has the focus says `words`. */
async function focused(page: Page, words: RegExp): Promise<void> {
  await page.waitForFunction(
    (words) => new RegExp(words).test(document.activeElement?.textContent ?? ""),
    words.source,
  );
}

/** Whether the middle of an element is what one sees there. */
function isInSight(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  return seen !== null && element.contains(seen);
}
