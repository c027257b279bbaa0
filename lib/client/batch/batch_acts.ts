import { type Signal, signal } from "@preact/signals";
import type { Api } from "@/lib/client/api/api.ts";
import { isBeingSent } from "@/lib/client/batch/batch_problem.ts";
import type { BatchState } from "@/lib/client/batch/batch_state.ts";
import { unsentIn } from "@/lib/client/batch/sent_rows.ts";

/** What ends the wait for files: the batch goes on without them, or not at all. */
export type Act = "close" | "cancel";

/** What has to be answered before something is done that loses files. */
export interface Question {
  act: Act;
  /** Whether it is another page that sends them. */
  sentByOther: boolean;
  /** How many this page has yet to send. */
  unsent: number;
}

/** What the acts need of the page. */
export interface ActsOwner {
  /** Sends a request, and sees to what comes of it. */
  ask(request: () => Promise<void>): Promise<void>;
  /** Sends no more files. */
  stop(): void;
  /** Shows nothing any more. */
  leave(): void;
}

/** Closing and cancelling a batch: where files would be lost by it, that is asked first. */
export class BatchActs {
  /** What is asked; null where nothing is. */
  readonly question: Signal<Question | null> = signal(null);
  #api: Api;
  #state: Signal<BatchState>;
  #owner: ActsOwner;

  constructor(api: Api, state: Signal<BatchState>, owner: ActsOwner) {
    this.#api = api;
    this.#state = state;
    this.#owner = owner;
  }

  /** Does `act` with the batch that is shown, or asks. */
  async begin(act: Act): Promise<void> {
    this.question.value = questionOf(act, this.#state.value);
    if (this.question.value === null) await this.#do(act, false);
  }

  /** Does what was asked about, or leaves it. */
  async answer(yes: boolean): Promise<void> {
    const question = this.question.value;
    this.question.value = null;
    if (question !== null && yes) await this.#do(question.act, question.sentByOther);
  }

  async #do(act: Act, force: boolean): Promise<void> {
    const { value: state } = this.#state;
    const batchId = "view" in state ? state.view.batchId : null;
    if (act === "cancel") this.#owner.stop();
    if (batchId === null) return this.#owner.leave();
    await this.#owner.ask(async () => {
      try {
        await this.#api[act](batchId, force);
      } catch (error) {
        // Another page has begun to send since the batch was read.
        if (!isBeingSent(error)) throw error;
        this.question.value = { act, sentByOther: true, unsent: 0 };
      }
    });
  }
}

function questionOf(act: Act, state: BatchState): Question | null {
  if (!("view" in state)) return null;
  const { sentByOther, rows } = state.view;
  const unsent = state.kind === "uploading" ? unsentIn(rows) : 0;
  return sentByOther || unsent > 0 ? { act, sentByOther, unsent } : null;
}
