import type { Readable } from "node:stream";
import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import { fileName } from "@/lib/http/file_name.ts";
import {
  invalidMultipart,
  payloadTooLarge,
  tooManyFiles,
  unsupportedMediaType,
} from "@/lib/http/problems.ts";

/** Bounds of one upload; sizes in bytes. */
export interface MultipartLimits {
  maxFileBytes: number;
  maxRequestBytes: number;
  maxFiles: number;
  maxFieldBytes: number;
}

/** What is known of a file before its bytes. `name` is text to show, never a path. */
export interface FileInfo {
  field: string;
  name: string;
  /** The media type the client claims. */
  type: string;
}

/** A file on its way in. `content` throws `FileTooLarge` past maxFileBytes. */
export interface FilePart extends FileInfo {
  content: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** Takes the parts, one at a time and in their order. What it throws ends the reading. */
export interface MultipartSink {
  field(name: string, value: string): void | Promise<void>;
  /** May leave bytes unread: they are dropped. Lets `FileTooLarge` out after undoing what it stored. */
  file(part: FilePart): Promise<void>;
  /** A file that is refused alone; the others go on. */
  rejected(file: FileInfo, reason: "too_large" | "too_many"): void | Promise<void>;
}

/** Thrown inside `FilePart.content`. The reader turns it into `rejected(file, "too_large")`. */
export class FileTooLarge extends Error {
  override name = "FileTooLarge";
}

/** Parts that aren't files, at most. */
const MAX_FIELDS = 100;

/**
 * Streams a multipart/form-data body into `sink`, a few chunks in memory at most: the next bytes are
 * read when the sink has taken the last. Throws problems: 415 not multipart, 400 broken or cut short, 413 past
 * maxRequestBytes, maxFieldBytes, or far past maxFiles. Resolves or rejects when the sink has come to rest.
 */
export async function readMultipart(
  req: Request,
  limits: MultipartLimits,
  sink: MultipartSink,
): Promise<void> {
  const body = req.body;
  try {
    const parser = openParser(req, limits);
    if (Number(req.headers.get("content-length")) > limits.maxRequestBytes) {
      throw payloadTooLarge(limits.maxRequestBytes);
    }
    if (!body) throw invalidMultipart("Cannot read the upload: it has no body");
    await new Reading(parser, limits, sink).read(body);
  } catch (error) {
    if (body && !body.locked) await body.cancel().catch(() => {});
    throw error;
  }
}

function openParser(req: Request, limits: MultipartLimits): BusboyInstance {
  const type = req.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) {
    throw unsupportedMediaType("multipart/form-data");
  }
  try {
    return new Busboy({
      headers: { "content-type": type },
      preservePath: true,
      limits: {
        fileSize: limits.maxFileBytes,
        fieldSize: limits.maxFieldBytes,
        // Files past maxFiles are refused by name up to here, then the request is.
        parts: 2 * limits.maxFiles + MAX_FIELDS,
        headerPairs: 32,
        headerSize: 16 * 1024,
      },
    });
  } catch (cause) {
    throw invalidMultipart("Cannot read the upload: its content-type has no boundary", cause);
  }
}

/** One body being read: the parser runs ahead of the sink by at most a chunk and a part. */
class Reading {
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
      const { value, done } = await Promise.race([next(reader), this.#failed]);
      if (done) return;
      bytes += value.length;
      if (bytes > this.#limits.maxRequestBytes) throw payloadTooLarge(this.#limits.maxRequestBytes);
      const written = new Promise<void>((resolve) => this.#parser.write(value, () => resolve()));
      await Promise.race([written, this.#failed]);
      // Many small files in one chunk are no reason to read the next.
      await this.#takenBeforeLast;
    }
  }

  #onFile(file: FileInfo, stream: BusboyFileStream): void {
    // An error reaches the sink through `content`; without a listener it would end the process.
    stream.on("error", () => {});
    this.#files.add(stream);
    stream.on("close", () => this.#files.delete(stream));
    const tooMany = ++this.#fileCount > this.#limits.maxFiles;
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

async function next(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (cause) {
    throw broken(cause);
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
