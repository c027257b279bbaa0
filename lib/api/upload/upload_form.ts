import { Buffer } from "node:buffer";
import { z } from "zod";
import { resolveUser } from "@/lib/auth/authorize.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import type { IdempotencyRecord } from "@/lib/uploads/idempotency.ts";
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

/** The parts of one upload: the files are stored while they come in, until a batch claims them. */
export class UploadParts implements MultipartSink {
  readonly files: StoredFile[] = [];
  readonly rejections: Rejection[] = [];
  /** What an earlier request with the same Idempotency-Key came to. */
  earlier: IdempotencyRecord | null = null;
  jobDescription: string | null = null;
  /** What is wrong with the job description's file; matters only where a batch is to be made. */
  jobProblem: Problem | null = null;
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

  /** The user whose files these are. */
  get user(): string {
    return this.#user ??= resolveUser(this.#principal, "me", "write");
  }

  /** The fields beside the files. */
  fields(): z.output<typeof fieldSchema> {
    const fields = fieldSchema.parse(Object.fromEntries(this.#fields));
    const { maxFilesPerBatch } = this.#services.settings;
    if ((fields.expected_files ?? 0) > maxFilesPerBatch) {
      throw invalidField(UPLOAD_FIELDS.expected, `must be ${maxFilesPerBatch} at most`);
    }
    return fields;
  }

  field(name: string, value: string): void {
    this.#digest.field(name, value);
    if (name === UPLOAD_FIELDS.job) this.jobDescription = value;
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
      this.earlier = await this.#services.idempotency.find(this.user, this.#key);
    }
    const { head, content } = await peek(part.content, HEAD_BYTES);
    if (head.length === 0) return part.name === NO_NAME ? undefined : this.rejected(part, "empty");
    if (fileKind(part.name, head) === null) return this.rejected(part, "unsupported");
    if (this.#count < (this.earlier?.accepted.length ?? 0)) await drain(content);
    else await this.#store(part.name, content);
    this.#count++;
  }

  rejected({ field, name }: FileInfo, cause: keyof typeof CAUSES): void {
    this.#digest.name(field, name);
    const [slug, reason] = CAUSES[cause];
    if (field === UPLOAD_FIELDS.job) this.jobProblem = invalidField(field, reason);
    else this.rejections.push({ file_id: null, name, reason, type: problemType(slug) });
  }

  /** Of all that came, in hex; of use only with a key. */
  get digest(): string {
    return this.#digest.hex();
  }

  /** The pending upload of the files; null where none was stored. */
  get upload(): string | null {
    return this.#upload?.id ?? null;
  }

  /** All files have come: from here on a batch may have them. */
  async flush(): Promise<void> {
    await this.#upload?.flush();
    this.#quota?.spend({ bytes: this.jobDescription?.length ?? 0 });
  }

  /** Deletes what was stored and no batch has claimed. */
  async dropUnclaimed(): Promise<void> {
    await this.#upload?.drop();
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
    this.files.push({ name, size, blob: id });
  }

  async #begin(): Promise<PendingUpload> {
    const { backlog, blobs, store, writer } = this.#services;
    await backlog.admit(this.user);
    return await PendingUpload.begin(this.user, { store, blobs, writer });
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
      this.jobDescription = (await this.#services.extractor.extract(bytes, part.name)).text;
    } catch (error) {
      if (!(error instanceof ExtractionError)) throw error;
      this.jobProblem = invalidField(UPLOAD_FIELDS.job, error.message);
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
