import type { Readable } from "node:stream";
import type { BusboyFileStream, BusboyInstance } from "@fastify/busboy";
import { fileName } from "@/lib/http/file_name.ts";
import { FileTooLarge } from "@/lib/http/file_too_large.ts";
import type { FileInfo, MultipartLimits, MultipartSink } from "@/lib/http/multipart_sink.ts";
import { invalidMultipart, payloadTooLarge, stalled, tooManyFiles } from "@/lib/http/problems.ts";

/** As long as nginx waits between two reads of a body. */
const IDLE_MS = 60_000;

/** One body being read: the parser runs ahead of the sink by at most a chunk and a part. */
export class Reading {
  readonly #parser: BusboyInstance;
  readonly #limits: MultipartLimits;
  readonly #sink: MultipartSink;
  readonly #failure = new AbortController();
  readonly #failed: Promise<never>;
  readonly #files = new Set<Readable>();
  #fileCount = 0;
  /** Settles when the sink has taken all parts so far; never rejects. */
  #taken: Promise<void> = Promise.resolve();
  /** The same without the last part, which may be waiting for bytes. */
  #takenBeforeLast = this.#taken;

  constructor(parser: BusboyInstance, limits: MultipartLimits, sink: MultipartSink) {
    this.#parser = parser;
    this.#limits = limits;
    this.#sink = sink;
    this.#failed = new Promise((_, reject) => {
      this.#failure.signal.addEventListener("abort", () => reject(this.#failure.signal.reason));
    });
    this.#failed.catch(() => {});
  }

  async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const finished = this.#listen();
    const reader = body.getReader();
    try {
      await this.#pump(reader);
      this.#parser.end();
      await Promise.race([finished, this.#failed]);
      await this.#taken;
      this.#failure.signal.throwIfAborted();
    } catch (error) {
      this.#fail(error);
      await reader.cancel().catch(() => {});
      await this.#taken;
      throw this.#failure.signal.reason;
    }
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
      .on("error", (cause) => this.#fail(broken(cause)))
      .on("finish", () => resolve());
    return promise;
  }

  async #pump(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    let bytes = 0;
    while (true) {
      const { value, done } = await Promise.race([this.#read(reader), this.#failed]);
      if (done) return;
      bytes += value.length;
      if (bytes > this.#limits.maxRequestBytes) throw payloadTooLarge(this.#limits.maxRequestBytes);
      const written = new Promise<void>((resolve) => this.#parser.write(value, () => resolve()));
      await Promise.race([written, this.#failed]);
      // Many small files in one chunk are no reason to read the next.
      await this.#takenBeforeLast;
    }
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>) {
    const idle = setTimeout(() => this.#fail(stalled()), this.#limits.idleMs ?? IDLE_MS);
    try {
      return await reader.read();
    } catch (cause) {
      throw broken(cause);
    } finally {
      clearTimeout(idle);
    }
  }

  #onFile(file: FileInfo, stream: BusboyFileStream): void {
    // An error reaches the sink through `content`; without a listener it would end the process.
    stream.on("error", () => {});
    this.#files.add(stream);
    stream.on("close", () => this.#files.delete(stream));
    if (file.field !== this.#limits.uncountedField) this.#fileCount++;
    const tooMany = this.#fileCount > this.#limits.maxFiles;
    this.#next(async () => {
      try {
        if (tooMany) await this.#sink.rejected(file, "too_many");
        else await this.#takeFile(file, stream);
      } finally {
        stream.resume();
      }
    });
  }

  async #takeFile(file: FileInfo, stream: BusboyFileStream): Promise<void> {
    try {
      await this.#sink.file({ ...file, content: contentOf(stream) });
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
      if (!this.#failure.signal.aborted) await take();
    }).catch((error) => this.#fail(error));
  }

  /** The first failure counts. A sink that waits for bytes gets it too, to undo what it began. */
  #fail(error: unknown): void {
    if (this.#failure.signal.aborted) return;
    this.#failure.abort(error);
    for (const stream of this.#files) stream.destroy(error instanceof Error ? error : undefined);
    this.#parser.destroy();
  }
}

function broken(cause: unknown) {
  return invalidMultipart("Cannot read the upload: it is broken or ended early", cause);
}

async function* contentOf(stream: BusboyFileStream): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  // Not destroyed by a sink that stops early: the parser waits for the bytes to go somewhere.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
  }
  if (stream.truncated) throw new FileTooLarge("Cannot read the file: it is too large");
}
