import type { Api } from "@/lib/client/api/api.ts";
import type { OutageOptions } from "@/lib/client/api/outage.ts";
import { retrying } from "@/lib/client/api/retrying.ts";
import { countOf } from "@/lib/client/format.ts";
import { BatchUpload, type BatchUploadOptions } from "@/lib/client/upload/batch_upload.ts";
import { formProblem } from "@/lib/client/upload/form_problem.ts";
import type { JobDescription } from "@/lib/client/upload/job_file.ts";
import { newFiles } from "@/lib/client/upload/new_files.ts";
import type { ChosenFile, SendingAction } from "@/lib/client/upload/sending_action.ts";
import type { UploadTarget } from "@/lib/client/upload/upload.ts";
import type { CriteriaEdit } from "@/lib/wire/review/criteria.ts";
import { refusalsOf, type UploadLimits } from "@/lib/client/upload/upload_limits.ts";
import type { Hiding } from "@/lib/wire/blind/blind_text.ts";
import type { Batch } from "@/lib/wire/batch.ts";

/** The page that shows what is sent. */
export interface SendingPage {
  /** The batch it shows; null while none is known. */
  batchId(): string | null;
  /** Takes an action in at once. */
  now(action: SendingAction): void;
  /** Takes an action in with others that come soon. */
  later(action: SendingAction): void;
}

/** Options of {@linkcode BatchSending}. */
export type SendingOptions = BatchUploadOptions & Pick<OutageOptions, "backoff" | "network">;

/** What files are screened against. */
export interface ScreenedJob {
  job: JobDescription;
  /** What it asks for; null where it says that itself. */
  criteria?: CriteriaEdit | null;
  /** What is to be hidden; null where nothing is. */
  blind?: Hiding | null;
}

/** What has to happen around an upload. */
interface Around {
  /** The batch is closed before, then opened again: it waits for no number of files any more. */
  reopen?: boolean;
  /** The batch is closed afterwards: no other files are awaited. */
  close: boolean;
}

/** What a page sends into its batch. It holds the files until the server has them. */
export class BatchSending {
  #api: Api;
  #page: SendingPage;
  #options: SendingOptions;
  #upload: BatchUpload | null = null;
  /** By the key of the row. */
  #held = new Map<string, { file: File; chosen: ChosenFile }>();
  #lastKey = 0;
  #sentInto: string | null;

  /** `sentInto` is the batch that the page before this one was sending into when it was left. */
  constructor(api: Api, page: SendingPage, options: SendingOptions, sentInto?: string) {
    this.#api = api;
    this.#page = page;
    this.#options = options;
    this.#sentInto = sentInto ?? null;
  }

  /** Whether it is this page that the batch's sender may be. */
  hasSentInto(batchId: string): boolean {
    return this.#sentInto === batchId;
  }

  /**
   * Sends files as a new batch.
   * @throws {ApiError} some of them can't be sent
   */
  async upload(
    files: readonly File[],
    { job, criteria = null, blind = null }: ScreenedJob,
    limits?: UploadLimits,
  ): Promise<void> {
    const chosen = this.#choose(files, limits, 0, blind !== null);
    const words = typeof job === "string" ? job : job.name;
    this.#page.now({ type: "chosen", files: chosen, job: words, blind: blind !== null });
    await this.#send(chosen, { job, criteria, blind }, { close: true });
  }

  /**
   * Sends those of `files` that the batch doesn't have.
   * @throws {Error} it has all of them
   * @throws {ApiError} as `upload`
   */
  async add(batchId: string, files: readonly File[], limits?: UploadLimits): Promise<void> {
    const batch = await retrying(() => this.#api.batch(batchId), this.#options);
    const isRefused = (file: File) => refusalsOf([file], limits).size > 0;
    const fresh = await newFiles(files, batch.files, isRefused);
    if (fresh.length === 0) throw new Error(nothingNew(files.length));
    // Another drop was quicker.
    if (this.#upload !== null) return;
    const here = batch.files.filter(({ state }) => state !== "refused").length;
    const chosen = this.#choose(fresh, limits, here, batch.blind);
    const sent = chosen.filter(({ reason }) => reason === null).length;
    const missing = Math.max(0, awaitedOf(batch) - here);
    this.#page.now({ type: "added", files: chosen });
    await this.#send(chosen, { batchId }, {
      // With the last file that it waits for, a batch closes by itself.
      reopen: !batch.open || (missing > 0 && sent > missing),
      close: sent >= missing,
    });
  }

  /**
   * Sends the files that an upload which broke off has left, into the batch, which is `open` or is opened.
   * @throws {ApiError} as `upload`
   */
  async sendRest(open: boolean): Promise<void> {
    const batchId = this.#page.batchId();
    if (batchId === null || this.#upload !== null) return;
    const chosen = [...this.#held.values()].map(({ chosen }) => chosen);
    this.#page.now({ type: "added", files: chosen });
    await this.#send(chosen, { batchId }, { reopen: !open, close: true });
  }

  /** Ends the wait for a server that is away. */
  retryNow(): void {
    this.#upload?.retryNow();
  }

  /** Sends no more. A batch whose id is not known yet is cancelled. */
  stop(): void {
    if (this.#page.batchId() !== null) return this.#upload?.stop();
    this.#upload?.giveUp();
    this.#upload = null;
  }

  /** Sends no more, whatever becomes of the batch. */
  abort(): void {
    this.#upload?.stop();
  }

  #choose(
    files: readonly File[],
    limits?: UploadLimits,
    here?: number,
    blind = false,
  ): ChosenFile[] {
    const refusals = refusalsOf(files, limits, here);
    return files.map((file, index) => {
      const key = `chosen-${this.#lastKey++}`;
      const reason = refusals.get(index) ?? null;
      // Until the server has said which candidate it is.
      const name = blind ? `File ${index + 1}` : file.name;
      const chosen = { key, name, size: file.size, reason };
      this.#held.set(key, { file, chosen });
      return chosen;
    });
  }

  async #send(
    chosen: readonly ChosenFile[],
    target: UploadTarget,
    { reopen, close }: Around,
  ): Promise<void> {
    const upload = this.#upload = new BatchUpload(this.#api, {
      ...this.#options,
      onWait: (wait) => this.#page.now({ type: "waiting", wait }),
    });
    try {
      if (reopen && "batchId" in target) await upload.finish(() => this.#reopen(target.batchId));
      const batchId = await this.#sendFiles(upload, chosen, target);
      if (batchId !== null && close) await upload.finish(() => this.#api.close(batchId));
      if (!upload.isGivenUp) this.#page.now({ type: "uploaded" });
    } catch (error) {
      this.#broke(error, upload);
    } finally {
      if (this.#upload === upload) this.#upload = null;
    }
  }

  #sendFiles(
    upload: BatchUpload,
    chosen: readonly ChosenFile[],
    target: UploadTarget,
  ): Promise<string | null> {
    const keyOf = (index: number) => chosen[index].key;
    const refusals = new Map<number, string>();
    chosen.forEach(({ reason }, index) => reason !== null && refusals.set(index, reason));
    return upload.send(chosen.map(({ key }) => this.#held.get(key)!.file), target, {
      ...this.#options,
      refusals,
      onSending: (indices) => this.#page.now({ type: "sending", keys: indices.map(keyOf) }),
      onSent: (bytes) => this.#page.later({ type: "sent", bytes }),
      onAnswer: (batchId, some) => {
        const outcomes = new Map([...some].map(([index, outcome]) => [keyOf(index), outcome]));
        outcomes.forEach((_, key) => this.#held.delete(key));
        this.#sentInto = batchId;
        this.#page.now({ type: "answered", batchId, outcomes });
      },
    });
  }

  /** The files that have arrived are kept, and so are those that have not: they can still be sent. */
  #broke(error: unknown, { isGivenUp }: BatchUpload): void {
    if (isGivenUp) return;
    const stopped = error instanceof DOMException && error.name === "AbortError";
    if (this.#page.batchId() === null) {
      const problem = stopped ? null : formProblem(error);
      return this.#page.now({ type: "emptied", problem });
    }
    this.#page.now({ type: "uploaded" });
    if (!stopped) throw error;
  }

  async #reopen(batchId: string): Promise<void> {
    await this.#api.close(batchId);
    await this.#api.reopen(batchId);
  }
}

/** How many files the batch is to have before it can end; 0 where no more are awaited. */
export function awaitedOf(
  { open, expected_files, refused_files }: Pick<Batch, "open" | "expected_files" | "refused_files">,
): number {
  return open && expected_files !== null ? expected_files - refused_files : 0;
}

function nothingNew(count: number): string {
  return count === 1
    ? "This file is here already"
    : `All ${countOf(count, "file")} are here already`;
}
