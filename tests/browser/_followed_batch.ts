import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { numbersOf, streamWatch, watchStream } from "./_stream_watch.ts";
import { JOB, manyResumes, type UploadFile } from "./_resumes.ts";

/** A batch that waits for files, which come one by one around the page that shows it. */
export class FollowedBatch {
  readonly #page: Page;
  readonly #site: string;
  readonly #files: UploadFile[];
  #id = "";
  #sent = 0;

  private constructor(page: Page, site: string, files: number) {
    this.#page = page;
    this.#site = site;
    this.#files = manyResumes(files);
  }

  /** Begins a batch of `files` at `site` with the first of them, and shows it at `seenAt`. */
  static async open(
    page: Page,
    site: string,
    { files, seenAt = site }: { files: number; seenAt?: string },
  ): Promise<FollowedBatch> {
    const batch = new FollowedBatch(page, site, files);
    await page.context().addInitScript(watchStream);
    // For its session.
    await page.goto(site);
    await batch.#send({ job_description: JOB, expected_files: String(files) });
    await batch.show(page, seenAt);
    return batch;
  }

  /** Opens its page and waits until that is live. */
  async show(page: Page, site: string): Promise<void> {
    await page.goto(`${site}/batches/${this.#id}`);
    await this.live(page);
  }

  /** Sends the next file, not through the page. */
  add(): Promise<void> {
    return this.#send({ batch_id: this.#id });
  }

  /** Waits until the page is connected. */
  async live(page: Page): Promise<void> {
    await page.locator('.connection[data-state="open"]').waitFor();
  }

  /** Waits until the page shows every file that was sent as done, and checks what it was told. */
  async shown(page: Page): Promise<void> {
    const ended = this.#sent === this.#files.length;
    if (ended) {
      const name = `${this.#sent} resumes scored`;
      await page.getByRole("heading", { name }).waitFor();
    } else {
      await page.locator('.file-row[data-state="done"]').nth(this.#sent - 1).waitFor();
      const names = await page.locator(".file-row .file-name").allTextContents();
      assertEquals(names.toSorted(), this.#files.slice(0, this.#sent).map(({ name }) => name));
    }
    const numbers = numbersOf(await streamWatch(page));
    assertEquals(numbers, numbers.map((_, i) => numbers[0] + i), "events lost or doubled");
  }

  async #send(fields: Record<string, string>): Promise<void> {
    const files = this.#files[this.#sent++];
    const response = await this.#page.request.post(`${this.#site}/api/v1/resumes/upload`, {
      headers: { origin: this.#site },
      multipart: { ...fields, files },
    });
    assertEquals(response.status(), 202, await response.text());
    this.#id = (await response.json()).batch_id;
  }
}
