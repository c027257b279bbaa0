import type { BusboyFileStream, BusboyInstance } from "@fastify/busboy";
import { PartContent } from "@/lib/http/multipart/_part_content.ts";
import { searchedPiece } from "@/lib/http/multipart/_searched_piece.ts";
import { BodyReader } from "@/lib/http/body_reader.ts";
import { fileName } from "@/lib/http/multipart/file_name.ts";
import { FileTooLarge } from "@/lib/http/multipart/file_too_large.ts";
import type {
  FileInfo,
  MultipartLimits,
  MultipartSink,
} from "@/lib/http/multipart/multipart_sink.ts";
import { Problem } from "@/lib/http/problem.ts";
import { invalidMultipart, payloadTooLarge, tooManyFiles, tooSlow } from "@/lib/http/problems.ts";

/** As long as nginx waits between two reads of a body. */
const IDLE_MS = 60_000;
/** A line that brings less is none to upload by. */
const BYTES_PER_SECOND = 1024;
/** 100 MiB at 60 KB/s, and well below the hour after which an upload is taken for abandoned. */
const WHOLE_MS = 30 * 60_000;
/** How long a sink may take to undo what it began: a few commits. */
const REST_MS = 30_000;

/** One body being read: the parser runs ahead of the sink by at most a chunk and a part. */
export class Reading {
  readonly #parser: BusboyInstance;
  readonly #limits: MultipartLimits;
  readonly #sink: MultipartSink;
  readonly #contents = new Set<PartContent>();
  #failure: { error: unknown } | null = null;
  /** Ends the one wait that there is. */
  #giveUp: (error: unknown) => void = () => {};
  #fileCount = 0;
  /** Settles when the sink has taken all parts so far; never rejects. */
  #taken: Promise<void> = Promise.resolve();
  /** The same without the last part, which may be waiting for bytes. */
  #takenBeforeLast = this.#taken;

  constructor(parser: BusboyInstance, limits: MultipartLimits, sink: MultipartSink) {
    this.#parser = parser;
    this.#limits = limits;
    this.#sink = sink;
  }

  async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const { maxRequestBytes: maxBytes, idleMs = IDLE_MS, wholeMs = WHOLE_MS } = this.#limits;
    const reader = new BodyReader(body, { maxBytes, idleMs, bytesPerSecond: BYTES_PER_SECOND });
    const deadline = setTimeout(() => this.#fail(tooSlow()), wholeMs);
    try {
      const finished = this.#listen();
      await this.#pump(reader);
      this.#parser.end();
      await this.#until(finished);
      await this.#until(this.#taken);
    } catch (error) {
      this.#fail(error);
      await reader.cancel();
      await this.#rest();
    } finally {
      clearTimeout(deadline);
    }
    if (this.#failure) throw this.#failure.error;
  }

  #listen(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#parser
      .on("file", (field, stream, name, _encoding, type) => {
        this.#onFile({ field: field ?? "", name: fileName(name), type }, stream);
      })
      .on("field", (name, value, _nameCut, cut) => {
        this.#next(() => this.#takeField(name ?? "", value, cut));
      })
      .on("partsLimit", () => this.#fail(tooManyFiles(this.#limits.maxFiles)))
      .on("error", (cause) => this.#fail(brokenUpload(cause)))
      .on("finish", () => resolve());
    return promise;
  }

  async #pump(reader: BodyReader): Promise<void> {
    for (;;) {
      const piece = await this.#until(
        reader.read().catch((cause) => {
          throw cause instanceof Problem ? cause : brokenUpload(cause);
        }),
      );
      if (piece === null) return;
      await this.#until(
        new Promise<void>((done) => this.#parser.write(searchedPiece(piece), () => done())),
      );
      // Many small files in one chunk are no reason to read the next.
      await this.#until(this.#takenBeforeLast);
    }
  }

  #onFile(file: FileInfo, stream: BusboyFileStream): void {
    const content = new PartContent(stream);
    this.#contents.add(content);
    stream.on("close", () => this.#contents.delete(content));
    if (file.field !== this.#limits.uncountedField) this.#fileCount++;
    const tooMany = this.#fileCount > this.#limits.maxFiles;
    this.#next(async () => {
      try {
        if (tooMany) await this.#sink.rejected(file, "too_many");
        else await this.#takeFile(file, content);
      } finally {
        content.leave();
      }
    });
  }

  async #takeFile(file: FileInfo, content: PartContent): Promise<void> {
    try {
      await this.#sink.file({ ...file, content });
    } catch (error) {
      if (!(error instanceof FileTooLarge)) throw error;
      await this.#sink.rejected(file, "too_large");
    }
  }

  async #takeField(name: string, value: string, cut: boolean): Promise<void> {
    const { maxFieldBytes } = this.#limits;
    if (cut) throw payloadTooLarge(maxFieldBytes, `field ${JSON.stringify(name.slice(0, 60))}`);
    await this.#sink.field(name, value);
  }

  /** Hands a part to the sink after those before it. */
  #next(take: () => Promise<void>): void {
    this.#takenBeforeLast = this.#taken;
    this.#taken = this.#taken.then(async () => {
      if (!this.#failure) await take();
    }).catch((error) => this.#fail(error));
  }

  /** Waits, unless the reading fails before or meanwhile. */
  #until<T>(work: Promise<T>): Promise<T> {
    // No race with one promise of failure: that would hold every chunk until the reading ends.
    return new Promise((resolve, reject) => {
      this.#giveUp = reject;
      if (this.#failure) reject(this.#failure.error);
      work.then(resolve, reject);
    });
  }

  /** Lets the sink end what it is at, for so long: a request is answered, whatever a sink does. */
  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, this.#limits.restMs ?? REST_MS);
      this.#taken.then(resolve).finally(() => clearTimeout(late));
    });
  }

  /** The first failure counts. A sink that waits for bytes gets it too, to undo what it began. */
  #fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = { error };
    for (const content of this.#contents) content.fail(error);
    this.#parser.destroy();
    this.#giveUp(error);
  }
}

function brokenUpload(cause: unknown): Problem {
  return invalidMultipart("Cannot read the upload: it is broken or ended early", cause);
}
