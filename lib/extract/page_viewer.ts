import { concat } from "@/lib/bytes.ts";
import { Semaphore } from "@/lib/async/semaphore.ts";
import { LruCache } from "@/lib/cache/lru_cache.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { fileKind, HEAD_BYTES } from "@/lib/extract/document/file_kind.ts";
import { decodePlaced, decodeViewed } from "@/lib/extract/sandbox/view/viewed_page.ts";
import type { SandboxExchange } from "@/lib/extract/sandbox_exchange.ts";
import type { LineBoxes } from "@/lib/extract/view/line_boxes.ts";
import { isPaged, type PagedKind } from "@/lib/extract/view/paged_kind.ts";
import { pngFile } from "@/lib/extract/view/png_file.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A document that has no pages to be shown: its kind has none, or it doesn't hold a picture of them. */
export class NoPagesError extends Error {
  override readonly name = "NoPagesError";
}

/** As many pages are being drawn, or wait for it, as may. */
export class ViewerBusyError extends Error {
  override readonly name = "ViewerBusyError";
}

/** A document as it is asked for: its bytes are read only when there is a sandbox for it. */
export interface ViewedDocument {
  read(): Promise<Bytes>;
  /** Decides only where the bytes don't say what it is. */
  name: string;
  /** Who asks: nobody takes all the room. */
  by: string;
}

/** Of those who wait, in all and of one who asks; a browser has six connections to a host. */
const MAX_ASKED = 48;
const MAX_ASKED_BY_ONE = 12;
/** Documents whose places are kept in memory for the next page: a few KiB each. */
const MAX_KEPT = 64;

/** Shows documents' pages, which sandboxes draw: half of them at most, as the others read resumes. */
export class PageViewer {
  readonly #exchange: SandboxExchange;
  readonly #room: Semaphore;
  readonly #asked = new Map<string, number>();
  #askedInAll = 0;
  readonly #kept = new LruCache<string, LineBoxes>(MAX_KEPT);

  /** @param sandboxes how many there are for all purposes */
  constructor(exchange: SandboxExchange, sandboxes: number) {
    this.#exchange = exchange;
    this.#room = new Semaphore(Math.max(1, sandboxes >> 1));
  }

  /**
   * A page as a PNG; null where the document has fewer.
   * @param page from 0
   * @param width in pixels; a very long page comes out smaller
   * @throws {NoPagesError}
   * @throws {ViewerBusyError}
   * @throws {ExtractionError} it can't be drawn; `signal.reason` once the signal aborts
   */
  async draw(
    document: ViewedDocument,
    { page, width, signal }: { page: number; width: number; signal?: AbortSignal },
  ): Promise<Bytes | null> {
    return await this.#inTurn(document.by, async () => {
      signal?.throwIfAborted();
      const bytes = await document.read();
      const kind = pagedKind(bytes, document.name);
      const request = { kind, view: { page, width } };
      const { reason, picture } = await this.#exchange.ask(request, bytes, decodeViewed, signal);
      throwIf(reason, kind);
      return picture && await pngFile(picture);
    });
  }

  /**
   * The sizes of a document's pages, in points, and where lines of its text, from 1, stand on them.
   * @param key of document, text and lines together: what was found is kept by it for a while
   * @throws as `draw`
   */
  async places(
    document: ViewedDocument,
    { text, lines, key, signal }: {
      text: () => Promise<Bytes>;
      lines: number[];
      key: string;
      signal?: AbortSignal;
    },
  ): Promise<LineBoxes> {
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    return await this.#inTurn(document.by, async () => {
      signal?.throwIfAborted();
      // Others may have asked the same while this waited.
      const known = this.#kept.get(key);
      if (known !== undefined) return known;
      const bytes = await document.read();
      const kind = pagedKind(bytes, document.name);
      const said = await text();
      const request = { kind, lines, textBytes: said.length };
      const message = concat([said, bytes]);
      const { reason, pages, boxes } = await this.#exchange.ask(
        request,
        message,
        decodePlaced,
        signal,
      );
      throwIf(reason, kind);
      this.#kept.set(key, { pages, boxes });
      return { pages, boxes };
    });
  }

  async #inTurn<T>(by: string, task: () => Promise<T>): Promise<T> {
    const asked = this.#asked.get(by) ?? 0;
    if (asked >= MAX_ASKED_BY_ONE || this.#askedInAll >= MAX_ASKED) {
      throw new ViewerBusyError("Cannot show the page: too many are asked for");
    }
    this.#asked.set(by, asked + 1);
    this.#askedInAll++;
    try {
      return await this.#room.run(task);
    } finally {
      this.#askedInAll--;
      const left = this.#asked.get(by)! - 1;
      if (left === 0) this.#asked.delete(by);
      else this.#asked.set(by, left);
    }
  }
}

function pagedKind(bytes: Bytes, name: string): PagedKind {
  const kind = fileKind(name, bytes.subarray(0, HEAD_BYTES));
  if (kind === null || !isPaged(kind)) throw new NoPagesError("Cannot show pages: it has none");
  return kind;
}

function throwIf(reason: ExtractionError["reason"] | null, kind: PagedKind): void {
  if (reason === "no_preview") {
    throw new NoPagesError("Cannot show pages: the document holds no picture of them");
  }
  if (reason !== null) throw new ExtractionError(reason, kind);
}
