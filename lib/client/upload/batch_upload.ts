import type { Api } from "@/lib/client/api/api.ts";
import { Outage, type OutageOptions } from "@/lib/client/api/outage.ts";
import { keepSenderId } from "@/lib/client/upload/sender_id.ts";
import {
  type UploadOptions,
  uploadResumes,
  type UploadTarget,
} from "@/lib/client/upload/upload.ts";
import { UPLOAD_SENDER } from "@/lib/wire/upload.ts";

/** Options of {@linkcode BatchUpload.send}. */
export interface BatchUploadOptions extends Omit<UploadOptions, "signal"> {
  /** How often in ms the server is told that this page is sending (20,000). */
  renewMs?: number;
}

/** One upload of a page, which can be stopped, or given up before it is known what batch it makes. */
export class BatchUpload {
  #api: Api;
  #abort = new AbortController();
  #outage: Outage;
  #givenUp = false;
  #batchId: string | null = null;
  /** Bytes of the files whose requests have begun, and how many of them have left, once that is told. */
  #begunBytes = 0;
  #sentBytes: number | null = null;

  constructor(api: Api, options: Omit<OutageOptions, "signal"> = {}) {
    this.#api = api;
    this.#outage = new Outage({
      ...options,
      signal: this.#abort.signal,
      onWait: (wait) => this.#givenUp || options.onWait?.(wait),
    });
  }

  /** Whether the page is no longer interested in what comes of it. */
  get isGivenUp(): boolean {
    return this.#givenUp;
  }

  /** Does what {@linkcode uploadResumes} does; calls nothing back once it is given up. */
  async send(
    files: readonly File[],
    target: UploadTarget,
    options: BatchUploadOptions = {},
  ): Promise<string | null> {
    if ("batchId" in target) this.#batchId = target.batchId;
    const forget = keepSenderId(this.#api.sender, () => this.#batchId);
    const renewal = setInterval(() => this.#renew(), options.renewMs ?? UPLOAD_SENDER.ms / 3);
    try {
      return await uploadResumes(files, target, { api: this.#api, outage: this.#outage }, {
        ...options,
        signal: this.#abort.signal,
        onSending: (indices) => {
          this.#begunBytes += indices.reduce((sum, index) => sum + files[index].size, 0);
          options.onSending?.(indices);
        },
        onSent: (bytes) => {
          this.#sentBytes = bytes;
          if (this.#givenUp) this.#stopUnlessSent();
          else options.onSent?.(bytes);
        },
        onAnswer: (batchId, outcomes) => {
          this.#batchId = batchId;
          if (!this.#givenUp) return options.onAnswer?.(batchId, outcomes);
          this.stop();
          // A failure is ignored: the server ends a batch that stays open after a while.
          if (batchId !== null) this.#api.cancel(batchId).catch(() => {});
        },
      });
    } finally {
      clearInterval(renewal);
      forget();
    }
  }

  /** Does what belongs to the upload, such as to close its batch, through all outages. */
  finish<T>(work: () => Promise<T>): Promise<T> {
    return this.#outage.sitOut(work);
  }

  /** Ends the wait for the server. */
  retryNow(): void {
    this.#outage.retryNow();
  }

  /** Aborts the request that is under way, and sends no more. */
  stop(): void {
    this.#abort.abort(new DOMException("Stopped", "AbortError"));
  }

  /**
   * Gives up a batch whose id has not come yet. A request that has left is waited for, out of sight:
   * the server makes a batch of it, which is cancelled as soon as the answer names it.
   */
  giveUp(): void {
    this.#givenUp = true;
    if (this.#outage.isWaiting) this.stop();
    else this.#stopUnlessSent();
  }

  #stopUnlessSent(): void {
    if (this.#sentBytes !== null && this.#sentBytes < this.#begunBytes) this.stop();
  }

  #renew(): void {
    // A failure is ignored: while the server can't be reached, nobody else can finish the batch.
    if (this.#batchId !== null) this.#api.renewSender(this.#batchId).catch(() => {});
  }
}
