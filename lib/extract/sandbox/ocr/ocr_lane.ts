import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { encodeMessage } from "@/lib/extract/sandbox/message.ts";
import { readModels } from "@/lib/extract/sandbox/ocr/languages.ts";
import { OcrQueue } from "@/lib/extract/sandbox/ocr/ocr_queue.ts";
import { decodePageReply, type OcrRequest } from "@/lib/extract/sandbox/ocr/page_reply.ts";
import { type SandboxCheckout, SandboxPool } from "@/lib/extract/sandbox/sandbox_pool.ts";
import { OCR } from "@/lib/extract/sandbox/sandbox_program.ts";
import { type SandboxMode, SandboxSource } from "@/lib/extract/sandbox/sandbox_source.ts";

export interface OcrLaneOptions {
  /** Codes of Tesseract's languages; their models are installed. */
  languages: readonly string[];
  /** Documents that may be read or wait for it; the others are told to come back. */
  places: number;
  /** How its sandbox is kept apart; asked at the first page. */
  mode: () => SandboxMode;
  /** How long one page may take of the processor, in milliseconds. Default 20,000. */
  timeoutMs?: number;
  /** So long without work its sandbox is kept, in milliseconds. Default 5 minutes. */
  idleMs?: number;
}

/** Gives a page's picture as PGM. */
export type DrawPage = (page: number) => Promise<Uint8Array<ArrayBuffer>>;

const TIMEOUT_MS = 20_000;
const IDLE_MS = 5 * 60_000;
/** After so many pages its sandbox is replaced, lest small leaks add up. */
const MAX_PAGES = 500;
/** Fewer sure words than this are dirt or a photo, not a resume. */
const MIN_WORDS = 5;

/**
 * Reads pictures of pages, one at a time, in a sandbox of its own that takes 150 to 200 MB: it is
 * started when it is needed, and ended when it has not been needed for a while.
 */
export class OcrLane implements AsyncDisposable {
  readonly #options: Required<OcrLaneOptions>;
  readonly #queue: OcrQueue;
  #pool: SandboxPool | undefined;
  #models: Promise<Map<string, Uint8Array<ArrayBuffer>>> | undefined;

  constructor(options: OcrLaneOptions) {
    this.#options = { timeoutMs: TIMEOUT_MS, idleMs: IDLE_MS, ...options };
    this.#queue = new OcrQueue(options.places);
  }

  /** Whether its sandbox runs. */
  get isRunning(): boolean {
    return this.#pool !== undefined && this.#pool.running > 0;
  }

  /** @throws {BusyError} as many documents are being read, or wait for it, as may */
  check(): void {
    this.#queue.check();
  }

  /**
   * Reads pages of one document; they are drawn when it is their turn.
   * @returns their text, or "" where no words could be made out
   * @throws {BusyError} see `check`
   * @throws {ExtractionError} timeout, out_of_memory or crashed; `signal.reason` once it aborts
   */
  async read(pages: readonly number[], draw: DrawPage, signal?: AbortSignal): Promise<string> {
    using _place = this.#queue.enter();
    const texts: string[] = [];
    let words = 0;
    for (const page of pages) {
      const read = await this.#readPage(await draw(page), signal);
      words += read.words;
      if (read.text !== "") texts.push(read.text);
    }
    return words < MIN_WORDS ? "" : texts.join("\n\n");
  }

  /** Ends its sandbox; a page in it fails. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool?.[Symbol.asyncDispose]();
  }

  /** Its sandbox ends when it rests, and the models go with it. */
  #startPool(): SandboxPool {
    return new SandboxPool(new SandboxSource(this.#options.mode(), OCR), 1, {
      idleMs: this.#options.idleMs,
      keep: 0,
      onRest: () => this.#models = undefined,
    });
  }

  async #readPage(pgm: Uint8Array<ArrayBuffer>, signal?: AbortSignal) {
    signal?.throwIfAborted();
    this.#pool ??= this.#startPool();
    return await this.#pool.ask(async (checkout) => {
      if (checkout.documents === 1) await this.#teach(checkout);
      const reply = await checkout.sandbox.exchange(encodeMessage(asPage, pgm));
      // Tesseract gave up on it, and would again.
      if (reply.length === 0) throw new ExtractionError("no_words");
      return { answer: decodePageReply(reply), fit: checkout.documents < MAX_PAGES };
    }, { limitMs: this.#options.timeoutMs, overdue: "ocr_timeout", signal });
  }

  /** A new sandbox knows no language. */
  async #teach({ sandbox }: SandboxCheckout): Promise<void> {
    this.#models ??= readModels(this.#options.languages);
    for (const [language, model] of await this.#models) {
      decodePageReply(
        await sandbox.exchange(encodeMessage({ language } satisfies OcrRequest, model)),
      );
    }
  }
}

const asPage: OcrRequest = { language: null };
