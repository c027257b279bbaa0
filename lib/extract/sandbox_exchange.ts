import type { ExtractionReason } from "@/lib/extract/document/extraction_error.ts";
import { DRAW_TIMEOUT_MS } from "@/lib/extract/document/limits.ts";
import { encodeMessage } from "@/lib/extract/sandbox/message.ts";
import type { SandboxRequest } from "@/lib/extract/sandbox/request.ts";
import type { SandboxPool } from "@/lib/extract/sandbox/sandbox_pool.ts";

/** What every reply says; one without a parser says nothing of its state. */
interface ReplyHead {
  reason: ExtractionReason | null;
  broken?: boolean;
  memory?: number;
}

/** After so many documents a sandbox is replaced, lest small leaks add up. */
const MAX_DOCUMENTS = 1_000;
/** A sandbox whose parser has grown beyond this is replaced; most stay under 40 MB. In bytes. */
const MAX_MEMORY = 96 * 1024 * 1024;

/** What is in the requests that take the time to draw. */
const DRAWS = ["page", "view", "lines"];

/** Asks the sandboxes of a pool, each question within its time. */
export class SandboxExchange {
  readonly #pool: SandboxPool;
  readonly #timeoutMs: number;

  constructor(pool: SandboxPool, timeoutMs: number) {
    this.#pool = pool;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * The answer of a sandbox, which is not used again where that leaves a doubt.
   * @throws {ExtractionError} timeout, out_of_memory, crashed; `signal.reason` once the signal aborts
   */
  async ask<Answer extends ReplyHead>(
    request: SandboxRequest,
    bytes: Uint8Array,
    decode: (message: Uint8Array<ArrayBuffer>) => Answer,
    signal?: AbortSignal,
  ): Promise<Answer> {
    return await this.#pool.ask(async ({ sandbox, documents }) => {
      const answer = decode(await sandbox.exchange(encodeMessage(request, bytes)));
      const { broken = false, memory = 0 } = answer;
      return { answer, fit: !broken && memory < MAX_MEMORY && documents < MAX_DOCUMENTS };
    }, { limitMs: this.#limitOf(request), overdue: "timeout", kind: request.kind, signal });
  }

  #limitOf(request: SandboxRequest): number {
    const draws = DRAWS.some((draw) => draw in request);
    return draws ? Math.max(this.#timeoutMs, DRAW_TIMEOUT_MS) : this.#timeoutMs;
  }
}
