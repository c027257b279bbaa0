import type { Api } from "@/lib/client/api/api.ts";
import { ApiError } from "@/lib/client/api/api_error.ts";
import type { Outage } from "@/lib/client/api/outage.ts";
import { randomId } from "@/lib/client/api/random_id.ts";
import type { JobDescription } from "@/lib/client/upload/job_file.ts";
import { sendForm } from "@/lib/client/upload/send_form.ts";
import { unreadableOf } from "@/lib/client/upload/unreadable_files.ts";
import {
  type FileOutcome,
  type ReadableAnswer,
  readUploadAnswer,
} from "@/lib/client/upload/upload_answer.ts";
import { type PlanLimits, planRequests } from "@/lib/client/upload/upload_plan.ts";
import type { CriteriaEdit } from "@/lib/wire/review/criteria.ts";
import type { Hiding } from "@/lib/wire/blind/blind_text.ts";
import {
  IDEMPOTENCY_HEADER,
  MAX_REASON_LENGTH,
  MAX_REFUSED,
  UPLOAD_FIELDS,
  UPLOAD_SENDER,
} from "@/lib/wire/upload.ts";

/** Where files go: into a batch that is made for a job, or into one that is there. */
export type UploadTarget =
  | { job: JobDescription; criteria?: CriteriaEdit | null; blind?: Hiding | null }
  | { batchId: string };

/** Options of {@linkcode uploadResumes}. */
export interface UploadOptions extends PlanLimits {
  /** Where the server is; "" (the page's own origin) unless given. */
  baseUrl?: string;
  signal?: AbortSignal;
  /** What is not sent, only told of: reasons by the files' indices. */
  refusals?: ReadonlyMap<number, string>;
  /** Bytes of the files that have left, of all that are sent. */
  onSent?: (sentBytes: number) => void;
  /** These files are being sent now. */
  onSending?: (indices: number[]) => void;
  /** What became of these files. */
  onAnswer?: (batchId: string | null, outcomes: Map<number, FileOutcome>) => void;
}

const GONE = "This file was moved or changed after it was chosen";

/**
 * Sends files into one batch, in several requests where they are many, and resolves with the batch's
 * id (null where every file was refused). A request that breaks off is sent again, the very same under
 * the same Idempotency-Key, so it never counts twice. Whatever is refused without the batch knowing of
 * it is told to it with the next request.
 * @throws {ApiError} the upload can't go on; `signal.reason` once the signal aborts
 */
export function uploadResumes(
  files: readonly File[],
  target: UploadTarget,
  by: { api: Api; outage: Outage },
  options: UploadOptions = {},
): Promise<string | null> {
  return new Upload(files, target, by, options).run();
}

class Upload {
  #files: readonly File[];
  #target: UploadTarget;
  #by: { api: Api; outage: Outage };
  #options: UploadOptions;
  #batchId: string | null;
  /** Reasons of files that are refused and that the batch has not been told of. */
  #untold: Map<number, string>;
  #left: number[];
  #sentBytes = 0;

  constructor(
    files: readonly File[],
    target: UploadTarget,
    by: { api: Api; outage: Outage },
    options: UploadOptions,
  ) {
    this.#files = files;
    this.#target = target;
    this.#by = by;
    this.#options = options;
    this.#batchId = "batchId" in target ? target.batchId : null;
    this.#untold = new Map(options.refusals);
    this.#left = [...files.keys()].filter((index) => !this.#untold.has(index));
  }

  async run(): Promise<string | null> {
    while (this.#left.length > 0) {
      const [first] = planRequests(this.#left.map((index) => this.#files[index]), this.#options);
      const indices = first.map((at) => this.#left[at]);
      this.#options.onSending?.(indices);
      await this.#send(indices);
    }
    while (this.#batchId !== null && this.#untold.size > 0) await this.#send([]);
    return this.#batchId;
  }

  async #send(indices: number[]): Promise<void> {
    const told = [...this.#untold.keys()].slice(0, MAX_REFUSED);
    const named = [...indices, ...told].map((index) => ({ index, name: this.#files[index].name }));
    let done = indices;
    try {
      const answer = await this.#request(indices, this.#form(indices, told));
      const { batchId, outcomes } = readUploadAnswer(answer, named);
      this.#batchId ??= batchId;
      // Not answered for, though the request was: the server keeps no more of them.
      for (const index of told) this.#untold.delete(index);
      this.#options.onAnswer?.(this.#batchId, outcomes);
    } catch (error) {
      done = this.#refusedBy(error, indices);
    }
    this.#left = this.#left.filter((index) => !done.includes(index));
    this.#sentBytes += this.#bytesOf(done);
    this.#options.onSent?.(this.#sentBytes);
  }

  async #request(indices: number[], form: FormData): Promise<ReadableAnswer> {
    const { api, outage } = this.#by;
    const { baseUrl = "", signal } = this.#options;
    const request = {
      url: `${baseUrl}/api/v1/resumes/upload`,
      form,
      headers: {
        accept: "application/json",
        [IDEMPOTENCY_HEADER]: randomId(),
        [UPLOAD_SENDER.header]: api.sender,
      },
      signal,
      onSent: (bytes: number) => {
        // The body is a little longer than its files: more than 100% must not be shown.
        this.#options.onSent?.(this.#sentBytes + Math.min(bytes, this.#bytesOf(indices)));
      },
    };
    return await outage.sitOut(async () => {
      try {
        return await sendForm(request) as ReadableAnswer;
      } catch (error) {
        // A browser says no more of a file that it can't read than of a server that is away.
        if (!(error instanceof ApiError) || error.status !== 0) throw error;
        const gone = await unreadableOf(indices, this.#files);
        throw gone.length === 0 ? error : new GoneError(gone);
      }
    });
  }

  /**
   * Which files of a failed request are refused. Where it is only these, all others are still sent.
   * @throws {ApiError} it is the upload that can't go on
   */
  #refusedBy(error: unknown, indices: number[]): number[] {
    if (error instanceof GoneError) return this.#refuse(error.indices, () => GONE);
    if (!(error instanceof ApiError)) throw error;
    const { rejected } = error.problem;
    if (!rejected && error.status !== 413) throw error;
    const named = indices.map((index) => ({ index, name: this.#files[index].name }));
    const { outcomes } = readUploadAnswer({ rejected }, named);
    return this.#refuse(indices, (index) => reasonOf(outcomes.get(index)) ?? error.message);
  }

  #refuse(indices: number[], reasonFor: (index: number) => string): number[] {
    const reasons = new Map(indices.map((index) => [index, reasonFor(index)]));
    reasons.forEach((reason, index) => this.#untold.set(index, reason));
    this.#tell(reasons);
    return indices;
  }

  #tell(refusals: ReadonlyMap<number, string>): void {
    const outcomes = [...refusals].map(([index, reason]) =>
      [index, { kind: "rejected", fileId: null, reason }] as [number, FileOutcome]
    );
    this.#options.onAnswer?.(this.#batchId, new Map(outcomes));
  }

  #form(indices: number[], told: number[]): FormData {
    const form = new FormData();
    // Fields before files: the server streams the form and must know them when the first file comes.
    if (this.#batchId !== null) form.append(UPLOAD_FIELDS.batch, this.#batchId);
    else if ("job" in this.#target) {
      const { job, criteria, blind } = this.#target;
      if (blind) form.append(UPLOAD_FIELDS.blind, "true");
      if (blind?.schools) form.append(UPLOAD_FIELDS.blindSchools, "true");
      if (typeof job === "string") form.append(UPLOAD_FIELDS.job, job);
      else form.append(UPLOAD_FIELDS.job, job, job.name);
      if (criteria) form.append(UPLOAD_FIELDS.criteria, JSON.stringify(criteria));
      const { length } = this.#left;
      if (length > indices.length) form.append(UPLOAD_FIELDS.expected, String(length));
    }
    if (told.length > 0) form.append(UPLOAD_FIELDS.refused, JSON.stringify(this.#told(told)));
    for (const file of indices.map((index) => this.#files[index])) {
      form.append(UPLOAD_FIELDS.files, file, file.name);
    }
    return form;
  }

  #told(indices: number[]) {
    return indices.map((index) => {
      const { name, size } = this.#files[index];
      return { name, size, reason: this.#untold.get(index)!.slice(0, MAX_REASON_LENGTH) };
    });
  }

  #bytesOf(indices: number[]): number {
    return indices.reduce((sum, index) => sum + this.#files[index].size, 0);
  }
}

/** Files of a request can't be read any more. */
class GoneError extends Error {
  readonly indices: number[];

  constructor(indices: number[]) {
    super(GONE);
    this.indices = indices;
  }
}

function reasonOf(outcome: FileOutcome | undefined): string | undefined {
  return outcome?.kind === "rejected" ? outcome.reason : undefined;
}
