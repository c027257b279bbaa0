import { concat } from "@/lib/bytes.ts";
import type { Reassessment } from "@/lib/resume/assess.ts";
import type { Likeness } from "@/lib/resume/likeness/likeness.ts";
import type { Assessment } from "@/lib/wire/result.ts";
import type { CriteriaRequirement } from "@/lib/wire/review/criteria.ts";
import type { ExtractedDocument } from "@/lib/extract/document/extracted_document.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { fileKind, HEAD_BYTES } from "@/lib/extract/document/file_kind.ts";
import type { UnpackedPage } from "@/lib/extract/container/unpacked_page.ts";
import type { ContainerKind, FileKind } from "@/lib/wire/file_kinds.ts";
import { TIMEOUT_MS } from "@/lib/extract/document/limits.ts";
import { MAX_DOCUMENT_BYTES } from "@/lib/wire/upload.ts";
import { decodeMessage } from "@/lib/extract/sandbox/message.ts";
import { decodeDrawn } from "@/lib/extract/sandbox/ocr/drawn_page.ts";
import { OcrLane, type OcrLaneOptions } from "@/lib/extract/sandbox/ocr/ocr_lane.ts";
import type {
  AgainRequest,
  DocumentRequest,
  ReadResume,
  Screening,
  ScreeningCriteria,
} from "@/lib/extract/sandbox/request.ts";
import { decodePage } from "@/lib/extract/container/page_decoder.ts";
import {
  decodeAgain,
  decodeCriteria,
  decodeReply,
  type Reply,
} from "@/lib/extract/sandbox/reply.ts";
import { type RestOptions, SandboxPool } from "@/lib/extract/sandbox/sandbox_pool.ts";
import { type SandboxMode, SandboxSource } from "@/lib/extract/sandbox/sandbox_source.ts";
import { PageViewer } from "@/lib/extract/page_viewer.ts";
import { SandboxExchange } from "@/lib/extract/sandbox_exchange.ts";

/** How an Extractor works. */
export interface ExtractorOptions {
  /** How many documents are read at once, each in a sandbox of its own. */
  size: number;
  /** How long one document may take of the processor, in milliseconds. Default 5,000. */
  timeoutMs?: number;
  /** How pages without text are read. Default: in English, as many documents at once as `size` + 1. */
  ocr?: Partial<Pick<OcrLaneOptions, "languages" | "places" | "timeoutMs" | "idleMs">>;
  /** Default "auto": child processes, or Web Workers where there are none. */
  sandbox?: SandboxMode;
  /** When sandboxes without work are ended. */
  rest?: RestOptions;
}

/** What a resume is scored against. */
export interface ScreenOptions {
  job: string;
  /** What is asked for; null where the job alone says it. */
  criteria?: ScreeningCriteria | null;
  now: Date;
  signal?: AbortSignal;
}

/** A resume's text with its assessment. */
export interface ScreenedDocument extends ExtractedDocument {
  assessment: Assessment;
  /** What it is recognised by. */
  likeness: Likeness;
  /** The start of the SHA-256 of the code that read it; null where that isn't known. */
  code?: string | null;
}

/**
 * Turns documents into text in sandboxes: they are hostile until proven otherwise. Nothing starts
 * before the first document or `warm()`. The caller bounds how many wait.
 */
export class Extractor implements AsyncDisposable {
  readonly #source: SandboxSource;
  readonly #pool: SandboxPool;
  readonly #ocr: OcrLane;
  readonly #exchange: SandboxExchange;
  /** Shows the documents' pages. */
  readonly pages: PageViewer;

  constructor({ size, timeoutMs = TIMEOUT_MS, sandbox = "auto", ocr, rest }: ExtractorOptions) {
    this.#source = new SandboxSource(sandbox);
    this.#pool = new SandboxPool(this.#source, size, rest);
    // One more than there are readers: two thirds of the workers' slots or fewer wait for it.
    const usual = { languages: ["eng"], places: size + 1, mode: () => this.#source.mode };
    this.#ocr = new OcrLane({ ...usual, ...ocr });
    this.#exchange = new SandboxExchange(this.#pool, timeoutMs);
    this.pages = new PageViewer(this.#exchange, size);
  }

  /** Starts all sandboxes, so that the first documents needn't wait. */
  warm(): Promise<void> {
    return this.#pool.warm();
  }

  /**
   * Asks whether a document that is known to need OCR can be taken, before it is even fetched.
   * @throws {BusyError} not now
   */
  checkOcr(): void {
    this.#ocr.check();
  }

  /**
   * Reads a document.
   * @param name decides only where the bytes don't say what it is
   * @param ocr whether pages without text are read by OCR, which may take minutes; default true
   * @throws {ExtractionError} it can't be read; `signal.reason` once the signal aborts
   * @throws {BusyError} it needs OCR, which has no room now
   */
  async extract(
    bytes: Uint8Array,
    name: string,
    { ocr = true, signal }: { ocr?: boolean; signal?: AbortSignal } = {},
  ): Promise<ExtractedDocument> {
    const { text, hidden, headlines } = await this.#read(bytes, name, {
      screening: null,
      ocr,
      signal,
    });
    return { text, hidden: hidden !== null, headlines };
  }

  /**
   * Reads a resume and scores it against a job or by criteria, all in the sandbox.
   * @param name decides only where the bytes don't say what it is
   * @throws {ExtractionError} it can't be read; `signal.reason` once the signal aborts
   * @throws {BusyError} it needs OCR, which has no room now
   */
  async screen(
    bytes: Uint8Array,
    name: string,
    { job, criteria = null, now, signal }: ScreenOptions,
  ): Promise<ScreenedDocument> {
    const asked = criteria && { requirements: criteria.requirements, weights: criteria.weights };
    const screening = { job, criteria: asked, now: now.getTime() };
    const reply = await this.#read(bytes, name, { screening, ocr: true, signal });
    const { text, hidden, headlines, assessment, likeness } = reply;
    if (assessment === null || likeness === null) throw new ExtractionError("crashed");
    const code = await this.#source.code;
    return { text, hidden: hidden !== null, headlines, assessment, likeness, code };
  }

  /**
   * Unpacks files of a container, from the one with number `from` on: some of them, as many as come at
   * once.
   *
   * @throws {ExtractionError} it can't be read; `signal.reason` once the signal aborts
   */
  async unpack(
    bytes: Uint8Array,
    kind: ContainerKind,
    { from, maxBytes, signal }: { from: number; maxBytes: number; signal?: AbortSignal },
  ): Promise<UnpackedPage> {
    signal?.throwIfAborted();
    const request = { kind, from, maxBytes: Math.min(maxBytes, MAX_DOCUMENT_BYTES) };
    const decode = (message: Uint8Array<ArrayBuffer>) => {
      const { head, body } = decodeMessage(message);
      return decodePage(head, body, from);
    };
    const page = await this.#exchange.ask(request, bytes, decode, signal);
    if (page.reason !== null) throw new ExtractionError(page.reason, kind);
    return page;
  }

  /**
   * What a job description asks for, read in a sandbox: it is hostile too, and the worst of 60,000 bytes
   * take a second.
   * @throws {ExtractionError} it can't be read; `signal.reason` once the signal aborts
   */
  async criteria(
    description: string,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<CriteriaRequirement[]> {
    const bytes = new TextEncoder().encode(description);
    const request = { kind: "txt", criteria: true } as const;
    const { requirements } = await this.#exchange.ask(request, bytes, decodeCriteria, signal);
    return requirements;
  }

  /**
   * Scores resumes again that were read before, by other criteria: from their texts.
   * @throws {ExtractionError} they can't be scored; `signal.reason` once the signal aborts
   */
  async assessAgain(
    resumes: readonly (Omit<ReadResume, "bytes"> & { text: Uint8Array })[],
    by: AgainRequest["by"],
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Reassessment[]> {
    const { requirements, weights } = by.criteria;
    const request: AgainRequest = {
      kind: "txt",
      resumes: resumes.map(({ text, ...resume }) => ({ ...resume, bytes: text.length })),
      by: { job: by.job, criteria: { requirements, weights } },
    };
    const texts = concat(resumes.map(({ text }) => text));
    const decode = (reply: Uint8Array<ArrayBuffer>) => decodeAgain(reply, resumes.length);
    return (await this.#exchange.ask(request, texts, decode, signal)).reassessments;
  }

  /** Ends all sandboxes; documents in them fail. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#pool[Symbol.asyncDispose](), this.#ocr[Symbol.asyncDispose]()]);
  }

  async #read(
    bytes: Uint8Array,
    name: string,
    { screening, ocr, signal }: { screening: Screening | null; ocr: boolean; signal?: AbortSignal },
  ): Promise<Reply> {
    signal?.throwIfAborted();
    const kind = admit(bytes, name);
    const request = { kind, screening };
    const found = await this.#exchange.ask(request, bytes, decodeReply, signal);
    const reply = found.needs_ocr.length === 0 || !ocr
      ? found
      : await this.#readByOcr(request, bytes, found, signal);
    if (reply.reason !== null) throw new ExtractionError(reply.reason, kind);
    return reply;
  }

  /** Draws in one sandbox the pages that have no text, reads them in another, and goes on with that. */
  async #readByOcr(
    request: DocumentRequest,
    bytes: Uint8Array,
    found: Reply,
    signal?: AbortSignal,
  ): Promise<Reply> {
    const draw = async (page: number) => {
      const { kind } = request;
      const drawn = await this.#exchange.ask({ kind, page }, bytes, decodeDrawn, signal);
      if (drawn.reason !== null) throw new ExtractionError(drawn.reason, kind);
      return drawn.pgm;
    };
    const read = await this.#ocr.read(found.needs_ocr, draw, signal);
    if (read === "" && found.reason === null) return found;
    // Where the first page has text, it comes first.
    const texts = found.needs_ocr[0] === 0 ? [read, found.text] : [found.text, read];
    const text = new TextEncoder().encode(texts.filter((part) => part !== "").join("\n\n"));
    const byOcr = { hidden: found.hidden, cut: found.ocr_cut };
    return await this.#exchange.ask({ ...request, byOcr }, text, decodeReply, signal);
  }
}

/** What needs no parser to be refused. */
function admit(bytes: Uint8Array, name: string): FileKind {
  if (bytes.length === 0) throw new ExtractionError("empty");
  if (bytes.length > MAX_DOCUMENT_BYTES) throw new ExtractionError("too_large");
  const kind = fileKind(name, bytes.subarray(0, HEAD_BYTES));
  if (kind === null) throw new ExtractionError("unsupported");
  return kind;
}
