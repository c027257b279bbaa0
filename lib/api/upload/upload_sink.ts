import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { drain, hashing, peek } from "@/lib/api/upload/part_content.ts";
import {
  isUploadField,
  parseUploadFields,
  type UploadFields,
} from "@/lib/api/upload/upload_fields.ts";
import type { SenderRenewal } from "@/lib/api/upload/upload_sender.ts";
import { resolveUser } from "@/lib/auth/authorize.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { HEAD_BYTES } from "@/lib/extract/document/file_kind.ts";
import { givenKind } from "@/lib/extract/document/given_kind.ts";
import { NO_NAME } from "@/lib/http/multipart/file_name.ts";
import type { FileInfo, FilePart, MultipartSink } from "@/lib/http/multipart/multipart_sink.ts";
import type { Problem } from "@/lib/http/problem.ts";
import { badRequest, invalidField } from "@/lib/http/problems.ts";
import { recordId } from "@/lib/http/record_id.ts";
import type { Services } from "@/lib/services.ts";
import {
  type RefusalCause,
  refused,
  REFUSED_BYTES,
  type RefusedFile,
  type StoredFile,
} from "@/lib/uploads/given_file.ts";
import { checkSame, type IdempotencyRecord } from "@/lib/uploads/idempotency.ts";
import { PendingUpload } from "@/lib/uploads/pending_upload.ts";
import { UploadDigest } from "@/lib/uploads/upload_digest.ts";
import type { UploadSlot } from "@/lib/uploads/upload_slots.ts";
import { UPLOAD_FIELDS } from "@/lib/wire/upload.ts";

/** What has come with an upload; its files are stored, and no batch has them yet. */
export interface ReceivedUpload extends UploadFields {
  /** The user whose files these are. */
  user: string;
  files: StoredFile[];
  /** The pending upload of the files; null where none was stored. */
  upload: string | null;
  /** Files that came and are refused, then those that the page didn't send. */
  refused: RefusedFile[];
  /** The job description, or what is wrong with its file, which matters only where a batch is to be made. */
  job: string | Problem | null;
  /** The Idempotency-Key and the SHA-256 of all that came, in hex; null without a key. */
  request: { key: string; digest: string } | null;
  /** What an earlier request with the same Idempotency-Key came to. */
  earlier: IdempotencyRecord | null;
}

/** What an upload comes under. */
export interface UploadContext {
  /** Its Idempotency-Key. */
  key: string | null;
  slot: UploadSlot;
  quota: Quota | null;
  renewal: SenderRenewal;
}

/** Takes the parts of one upload: the files are stored while they come in, until a batch claims them. */
export class UploadSink implements MultipartSink {
  readonly #files: StoredFile[] = [];
  readonly #refused: RefusedFile[] = [];
  /** Looked up once. */
  #earlier: Promise<IdempotencyRecord | null> | null = null;
  #job: string | Problem | null = null;
  readonly #principal: Principal;
  readonly #key: string | null;
  readonly #slot: UploadSlot;
  readonly #renewal: SenderRenewal;
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
    { key, slot, quota, renewal }: UploadContext,
    services: Services,
  ) {
    this.#quota = quota;
    this.#principal = principal;
    this.#key = key;
    this.#slot = slot;
    this.#renewal = renewal;
    this.#services = services;
    const user = query.get(UPLOAD_FIELDS.user);
    if (user !== null) this.#user = resolveUser(principal, user, "write");
  }

  field(name: string, value: string): void {
    this.#digest.field(name, value);
    if (name === UPLOAD_FIELDS.job) this.#job = value;
    else if (name === UPLOAD_FIELDS.user) this.#chooseUser(value);
    else if (isUploadField(name) && value !== "") this.#fields.set(name, value);
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
    const earlier = await this.#findEarlier();
    const batch = this.#fields.get(UPLOAD_FIELDS.batch);
    if (batch && recordId.safeParse(batch).success) this.#renewal.begin(this.#owner(), batch);
    const { head, content } = await peek(part.content, HEAD_BYTES);
    if (head.length === 0) {
      return part.name === NO_NAME ? undefined : this.#refuse(part, "empty", 0);
    }
    if (givenKind(part.name, head) === null) {
      return this.#refuse(part, "unsupported", await drain(content));
    }
    if (this.#count < (earlier?.accepted.length ?? 0)) await drain(content);
    else await this.#store(part.name, content);
    this.#count++;
  }

  rejected(file: FileInfo, cause: RefusalCause): void {
    this.#refuse(file, cause, null);
  }

  /**
   * All parts have come: from here on a batch may have the files.
   *
   * @throws {UploadKeyReusedError}
   * @throws {z.ZodError} a field can't be used
   * @throws {Problem} 429
   */
  async finish(): Promise<ReceivedUpload> {
    await this.#upload?.flush();
    const request = this.#key === null ? null : { key: this.#key, digest: this.#digest.hex() };
    const earlier = await this.#findEarlier();
    if (request) checkSame(earlier, request);
    const fields = parseUploadFields(
      this.#fields,
      this.#services.settings.maxFilesPerBatch,
    );
    const refusals = [...this.#refused, ...fields.refused];
    // What was answered before is answered again, and nothing of it is stored.
    if (!earlier?.complete) this.#countRest(refusals.length);
    return {
      user: this.#owner(),
      files: this.#files,
      upload: this.#upload?.id ?? null,
      job: this.#job,
      ...fields,
      refused: refusals,
      request,
      earlier,
    };
  }

  /** Deletes what was stored and no batch has claimed. */
  async dropUnclaimed(): Promise<void> {
    await this.#upload?.drop();
  }

  #owner(): string {
    return this.#user ??= resolveUser(this.#principal, "me", "write");
  }

  async #findEarlier(): Promise<IdempotencyRecord | null> {
    if (this.#key === null) return null;
    return await (this.#earlier ??= this.#services.idempotency.find(this.#owner(), this.#key));
  }

  #refuse({ field, name }: FileInfo, cause: RefusalCause, size: number | null): void {
    this.#digest.name(field, name);
    const file = refused({ name, size }, cause);
    if (field === UPLOAD_FIELDS.job) this.#job = invalidField(field, file.reason);
    else this.#refused.push(file);
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
    const hash = createHash("sha256");
    const { id, size } = await this.#upload.store(hashing(content, hash));
    this.#quota?.spend({ files: 1, bytes: size });
    this.#files.push({ name, size, sha256: hash.digest("hex"), blob: id });
  }

  /** What is stored beside files; who has stored some was let in with the first. */
  #countRest(refusals: number): void {
    if (!this.#upload) this.#quota?.admit("bytes");
    const job = typeof this.#job === "string" ? this.#job : "";
    const words = job + (this.#fields.get(UPLOAD_FIELDS.criteria) ?? "");
    this.#quota?.spend({ bytes: Buffer.byteLength(words) + refusals * REFUSED_BYTES });
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
      // OCR would keep the request waiting.
      const { extractor } = this.#services;
      this.#job = (await extractor.extract(bytes, part.name, { ocr: false })).text;
    } catch (error) {
      if (!(error instanceof ExtractionError)) throw error;
      this.#job = invalidField(UPLOAD_FIELDS.job, error.message);
    }
  }
}
