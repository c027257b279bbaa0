import type { Api } from "@/lib/client/api/api.ts";
import type { JobDescription } from "@/lib/client/upload/job_file.ts";
import { retrying } from "@/lib/client/api/retrying.ts";
import { type UploadOptions, uploadResumes } from "@/lib/client/upload/upload.ts";

/** One upload of a page, which can be stopped, or given up before it is known what batch it makes. */
export class BatchUpload {
  #api: Api;
  #abort = new AbortController();
  #givenUp = false;
  /** Bytes of the files whose requests have begun, and how many of them have left, once that is told. */
  #begunBytes = 0;
  #sentBytes: number | null = null;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Whether the page is no longer interested in what comes of it. */
  get isGivenUp(): boolean {
    return this.#givenUp;
  }

  /** Does what {@linkcode uploadResumes} does; calls nothing back once it is given up. */
  send(
    files: readonly File[],
    job: JobDescription,
    options: UploadOptions,
  ): Promise<string | null> {
    return uploadResumes(files, job, {
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
        if (!this.#givenUp) return options.onAnswer?.(batchId, outcomes);
        this.stop();
        if (batchId !== null) this.#cancel(batchId, options);
      },
    });
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
    this.#stopUnlessSent();
  }

  #stopUnlessSent(): void {
    if (this.#sentBytes !== null && this.#sentBytes < this.#begunBytes) this.stop();
  }

  #cancel(batchId: string, { backoff }: UploadOptions): void {
    // A failure is ignored: the server ends a batch that stays open after a while.
    retrying(() => this.#api.cancel(batchId), { backoff }).catch(() => {});
  }
}
