import { batchPath } from "@/lib/client/api/api.ts";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { retrying } from "@/lib/client/api/retrying.ts";
import { problemType } from "@/lib/wire/problem_types.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";
import { type DocumentPage, PAGE_WIDTH } from "@/lib/wire/review/page.ts";

/** Where a document, its text and its pages come from. */
export class DocumentSource {
  /** The file's path in the API. */
  readonly path: string;
  #fetch: typeof fetch;

  constructor(batchId: string, file: string, options: { fetch?: typeof fetch } = {}) {
    this.path = `${batchPath(batchId)}/files/${encodeURIComponent(file)}`;
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
  }

  /** Where the document can be kept from. */
  get download(): string {
    return `${this.path}/document`;
  }

  /** Where the picture of a page, from 1, is. */
  picture(page: number, width: number): string {
    return `${this.path}/pages/${page}.png?width=${width}`;
  }

  /** @throws {ApiError} */
  async detail(signal: AbortSignal): Promise<FileDetail> {
    return await (await this.#get(this.path, signal)).json();
  }

  /**
   * The text that was read of it; null where there is none.
   * @throws {ApiError}
   */
  async text(signal: AbortSignal): Promise<string | null> {
    try {
      return await (await this.#get(`${this.path}/text`, signal)).text();
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  }

  /** @throws {ApiError} */
  async page(page: number, signal: AbortSignal): Promise<DocumentPage> {
    return await (await this.#get(`${this.path}/pages/${page}.json`, signal)).json();
  }

  #get(path: string, signal: AbortSignal): Promise<Response> {
    return retrying(async () => {
      const answer = await this.#fetch(path, { signal }).catch((error) => {
        throw signal.aborted ? error : new ApiError(0, {}, null);
      });
      if (answer.ok) return answer;
      throw ApiError.from(answer.status, await answer.text(), answer.headers.get("retry-after"));
    }, { signal });
  }
}

/** Why no pages are shown, in words; "" where the document's kind has none. */
export function whyNoPages(error: unknown): string {
  if (!(error instanceof ApiError)) return "The original can't be shown.";
  if (error.type === problemType("no-pages")) return "";
  if (error.status === 403) return "The original is hidden in blind review.";
  return "The original can't be shown. Download it to see it.";
}

/** The width to ask for, in pixels, where a page is shown `shown` CSS pixels wide. */
export function pictureWidth(shown: number, pixelRatio: number): number {
  const { least, most } = PAGE_WIDTH;
  // In steps, so that a few pixels more or less are the same picture.
  const wanted = Math.ceil((shown * pixelRatio) / 200) * 200;
  return Math.min(most, Math.max(least, wanted || least));
}
