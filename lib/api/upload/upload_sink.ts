import { Buffer } from "node:buffer";
import { z } from "zod";
import { resolveUser } from "@/lib/auth/authorize.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import { checkSame, type IdempotencyRecord } from "@/lib/uploads/idempotency.ts";
import type { StoredFile } from "@/lib/uploads/intake.ts";
import { PendingUpload } from "@/lib/uploads/pending_upload.ts";
import { FileTooLarge } from "@/lib/http/multipart/file_too_large.ts";
import { NO_NAME } from "@/lib/http/multipart/file_name.ts";
import type { FileInfo, FilePart, MultipartSink } from "@/lib/http/multipart/multipart_sink.ts";
import type { Problem } from "@/lib/http/problem.ts";
import { badRequest, invalidField } from "@/lib/http/problems.ts";
import { UploadDigest } from "@/lib/uploads/upload_digest.ts";
import type { UploadSlot } from "@/lib/uploads/upload_slots.ts";
import type { Services } from "@/lib/services.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { fileKind, HEAD_BYTES } from "@/lib/extract/document/file_kind.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { problemType } from "@/lib/wire/problem_types.ts";
import { type Rejection, type RejectionSlug, UPLOAD_FIELDS } from "@/lib/wire/upload.ts";

/** Why a file is refused: its stable name, and words for people. */
const CAUSES = {
  too_large: ["file-too-large", "The file is too large"],
  too_many: ["file-too-many", "The batch has all the files it may have"],
  empty: ["file-empty", "The file is empty"],
  unsupported: [
    "file-unsupported",
    "This kind of file can't be read; save it as PDF, DOCX or TXT",
  ],
} as const satisfies Record<string, [slug: RejectionSlug, words: string]>;

const fieldSchema = z.object({
  [UPLOAD_FIELDS.batch]: recordId.optional(),
  [UPLOAD_FIELDS.expected]: z.coerce.number({ error: "must be a whole number" }).int().min(1)
    .optional(),
});

/** What has come with an upload; its files are stored, and no batch has them yet. */
export interface ReceivedUpload {
  /** The user whose files these are. */
  user: string;
  files: StoredFile[];
  /** The pending upload of the files; null where none was stored. */
  upload: string | null;
  rejections: Rejection[];
  /** The job description, or what is wrong with its file, which matters only where a batch is to be made. */
  job: string | Problem | null;
  batch: string | null;
  expected: number | null;
  /** The Idempotency-Key and the SHA-256 of all that came, in hex; null without a key. */
  request: { key: string; digest: string } | null;
  /** What an earlier request with the same Idempotency-Key came to. */
  earlier: IdempotencyRecord | null;
}

/** Takes the parts of one upload: the files are stored while they come in, until a batch claims them. */
export class UploadSink implements MultipartSink {
  readonly #files: StoredFile[] = [];
  readonly #rejections: Rejection[] = [];
  #earlier: IdempotencyRecord | null = null;
  #job: string | Problem | null = null;
  readonly #principal: Principal;
  readonly #key: string | null;
  readonly #slot: UploadSlot;
  readonly #digest = new UploadDigest();
  readonly #services: Services;
  readonly #quota: Quota | null;
  readonly #fields = new Map<string, string>();
  #upload: PendingUpload | null = null;
  #user: string | null = null;
  /** Files that were fit to be accepted. */
  #count = 0;

  constructor(
    principal: Principal,
    query: URLSearchParams,
    { key, slot, quota }: { key: string | null; slot: UploadSlot; quota: Quota | null },
    services: Services,
  ) {
    this.#quota = quota;
    this.#principal = principal;
    this.#key = key;
    this.#slot = slot;
    this.#services = services;
    const user = query.get(UPLOAD_FIELDS.user);
    if (user !== null) this.#user = resolveUser(principal, user, "write");
  }

  field(name: string, value: string): void {
    this.#digest.field(name, value);
    if (name === UPLOAD_FIELDS.job) this.#job = value;
    else if (name === UPLOAD_FIELDS.user) this.#chooseUser(value);
    else if (Object.hasOwn(fieldSchema.shape, name) && value !== "") this.#fields.set(name, value);
  }

  async file(given: FilePart): Promise<void> {
    // Without a key nobody asks what it was, and what is refused needs no reading.
    if (this.#key === null) return await this.#takeFile(given);
    const content = this.#digest.file(given);
    await this.#takeFile({ ...given, content });
    await drain(content);
  }

  async #takeFile(part: FilePart): Promise<void> {
    if (part.field === UPLOAD_FIELDS.job) return await this.#readJobDescription(part);
    if (this.#count === 0 && this.#key !== null) {
      this.#earlier = await this.#services.idempotency.find(this.#owner(), this.#key);
    }
    const { head, content } = await peek(part.content, HEAD_BYTES);
    if (head.length === 0) return part.name === NO_NAME ? undefined : this.rejected(part, "empty");
    if (fileKind(part.name, head) === null) return this.rejected(part, "unsupported");
    if (this.#count < (this.#earlier?.accepted.length ?? 0)) await drain(content);
    else await this.#store(part.name, content);
    this.#count++;
  }

  rejected({ field, name }: FileInfo, cause: keyof typeof CAUSES): void {
    this.#digest.name(field, name);
    const [slug, reason] = CAUSES[cause];
    if (field === UPLOAD_FIELDS.job) this.#job = invalidField(field, reason);
    else this.#rejections.push({ file_id: null, name, reason, type: problemType(slug) });
  }

  /**
   * All parts have come: from here on a batch may have the files.
   *
   * @throws {UploadKeyReusedError}
   * @throws {z.ZodError} a field can't be used
   */
  async finish(): Promise<ReceivedUpload> {
    await this.#upload?.flush();
    if (typeof this.#job === "string") this.#quota?.spend({ bytes: this.#job.length });
    const request = this.#key === null ? null : { key: this.#key, digest: this.#digest.hex() };
    if (request) checkSame(this.#earlier, request);
    const fields = this.#checkedFields();
    return {
      user: this.#owner(),
      files: this.#files,
      upload: this.#upload?.id ?? null,
      rejections: this.#rejections,
      job: this.#job,
      batch: fields.batch_id ?? null,
      expected: fields.expected_files ?? null,
      request,
      earlier: this.#earlier,
    };
  }

  /** Deletes what was stored and no batch has claimed. */
  async dropUnclaimed(): Promise<void> {
    await this.#upload?.drop();
  }

  #owner(): string {
    return this.#user ??= resolveUser(this.#principal, "me", "write");
  }

  #checkedFields(): z.output<typeof fieldSchema> {
    const fields = fieldSchema.parse(Object.fromEntries(this.#fields));
    const { maxFilesPerBatch } = this.#services.settings;
    if ((fields.expected_files ?? 0) > maxFilesPerBatch) {
      throw invalidField(UPLOAD_FIELDS.expected, `must be ${maxFilesPerBatch} at most`);
    }
    return fields;
  }

  #chooseUser(user: string): void {
    if (this.#upload) {
      throw badRequest('Cannot use the field "user_id": it must come before the files');
    }
    this.#user = resolveUser(this.#principal, user, "write");
  }

  async #store(name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    this.#quota?.admit("files", "bytes");
    this.#upload ??= await this.#begin();
    const { id, size } = await this.#upload.store(content);
    this.#quota?.spend({ files: 1, bytes: size });
    this.#files.push({ name, size, blob: id });
  }

  async #begin(): Promise<PendingUpload> {
    const { backlog, blobs, store, writer } = this.#services;
    await backlog.admit(this.#owner());
    return await PendingUpload.begin(this.#owner(), { store, blobs, writer });
  }

  async #hold(content: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
    const pieces: Uint8Array[] = [];
    for await (const piece of content) {
      this.#slot.hold(piece.length);
      pieces.push(piece);
    }
    // Of its own: small Buffers share theirs, and the sandbox is given it.
    return new Uint8Array(Buffer.concat(pieces));
  }

  /** A description may be a document too, and is read as safely as the resumes. */
  async #readJobDescription(part: FilePart): Promise<void> {
    try {
      const bytes = await this.#hold(part.content);
      this.#job = (await this.#services.extractor.extract(bytes, part.name)).text;
    } catch (error) {
      if (!(error instanceof ExtractionError)) throw error;
      this.#job = invalidField(UPLOAD_FIELDS.job, error.message);
    }
  }
}

/** Reads what is left; a file that was refused may also be too large. */
async function drain(content: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const _ of content);
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
  }
}

/** The first bytes, `length` of them if there are as many, and the whole content. */
async function peek(
  content: AsyncIterable<Uint8Array<ArrayBuffer>>,
  length: number,
): Promise<{ head: Uint8Array; content: AsyncIterable<Uint8Array> }> {
  const iterator = content[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < length) {
    const { done, value } = await iterator.next();
    if (done) break;
    chunks.push(value);
    bytes += value.length;
  }
  async function* whole() {
    yield* chunks;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head: Buffer.concat(chunks).subarray(0, length), content: whole() };
}
