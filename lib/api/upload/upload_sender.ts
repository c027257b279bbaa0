import { delay } from "@/lib/async/delay.ts";
import type { BatchOperations } from "@/lib/batches/batch_operations.ts";
import type { Closer } from "@/lib/batches/sender.ts";
import { invalidField } from "@/lib/http/problems.ts";
import { FORCE_PARAMETER, UPLOAD_SENDER } from "@/lib/wire/upload.ts";

/** Often enough that one may fail, in milliseconds. */
const RENEW_MS = UPLOAD_SENDER.ms / 4;

/**
 * Who is sending, as the request's header says; null where it doesn't.
 *
 * @throws {Problem} 422
 */
export function uploadSender(req: Request): string | null {
  const id = req.headers.get(UPLOAD_SENDER.header);
  if (id === null || UPLOAD_SENDER.id.test(id)) return id;
  throw invalidField(UPLOAD_SENDER.header, `must be ${UPLOAD_SENDER.rule}`);
}

/**
 * Who asks to close or to cancel a batch.
 *
 * @throws {Problem} 422
 */
export function closerOf(req: Request, url: URL): Closer {
  return {
    sender: uploadSender(req),
    force: url.searchParams.get(FORCE_PARAMETER) === "true",
  };
}

/** Says again and again that a page is sending, while a request of its lasts, until disposed of. */
export class SenderRenewal implements AsyncDisposable {
  readonly #operations: BatchOperations;
  readonly #sender: string | null;
  readonly #everyMs: number;
  readonly #end = new AbortController();
  #renewing: Promise<void> | null = null;

  constructor(operations: BatchOperations, sender: string | null, everyMs = RENEW_MS) {
    this.#operations = operations;
    this.#everyMs = everyMs;
    this.#sender = sender;
  }

  /** The batch is known; a second call changes nothing. */
  begin(user: string, batch: string): void {
    if (this.#sender !== null) this.#renewing ??= this.#renew(user, batch, this.#sender);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await this.#renewing;
  }

  async #renew(user: string, batch: string, sender: string): Promise<void> {
    try {
      for (;;) {
        await delay(this.#everyMs, { signal: this.#end.signal });
        await this.#operations.renewSender(user, batch, sender);
      }
    } catch {
      // Over, or the batch takes no more: the upload itself is told so.
    }
  }
}
