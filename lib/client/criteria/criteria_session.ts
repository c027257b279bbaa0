import { type Signal, signal } from "@preact/signals";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { batchCriteria, putCriteria } from "@/lib/client/criteria/criteria_calls.ts";
import type { SSEService } from "@/lib/client/stream/sse_service.ts";
import { isRecord } from "@/lib/wire/record.ts";
import type { Scoring } from "@/lib/wire/result.ts";
import type { Criteria, CriteriaEdit } from "@/lib/wire/review/criteria.ts";

/** The criteria of a batch as a page shows them. */
export interface CriteriaState {
  /** The latest that this page knows; null until they are loaded. */
  latest: Criteria | null;
  /** What is shown: the latest, or an older version. */
  shown: Criteria | null;
  /** While resumes are scored again. */
  scoring: Scoring | null;
  /** Whether they were changed elsewhere, and this page has not loaded that. */
  outdated: boolean;
  saving: boolean;
  problem: string | null;
}

const NOTHING: CriteriaState = {
  latest: null,
  shown: null,
  scoring: null,
  outdated: false,
  saving: false,
  problem: null,
};

/** Follows the criteria of one batch, and changes them. */
export class CriteriaSession {
  readonly state: Signal<CriteriaState> = signal(NOTHING);
  readonly #batchId: string;
  readonly #onScored: () => void;
  readonly #stop: () => void;
  /** What is to be saved next. */
  #edit: CriteriaEdit | null = null;

  /** `sse` is the user's stream; `onScored` is called when all resumes have their new scores. */
  constructor(batchId: string, sse: SSEService, onScored: () => void) {
    this.#batchId = batchId;
    this.#onScored = onScored;
    this.#stop = sse.onEvent(({ type, data, duplicate }) => {
      if (type === "scores" && !duplicate) this.#onScores(data);
    });
  }

  /** Shows the latest criteria. */
  async load(): Promise<void> {
    await this.#try(async () => {
      const latest = await batchCriteria(this.#batchId);
      this.#set({ latest, shown: latest, outdated: false });
    });
  }

  /** Shows another version. */
  async look(version: number): Promise<void> {
    await this.#try(async () => {
      this.#set({ shown: await batchCriteria(this.#batchId, version) });
    });
  }

  /** Makes an edit the next version: all resumes are scored by it. Of edits made meanwhile the last comes next. */
  async save(edit: CriteriaEdit): Promise<void> {
    this.#edit = edit;
    if (!this.state.value.latest || this.state.value.saving) return;
    this.#set({ saving: true });
    await this.#try(async () => {
      let saved = this.state.value.latest!;
      for (let next = this.#taken(); next !== null; next = this.#taken()) {
        saved = await putCriteria(this.#batchId, next, saved.version);
        this.#set({ latest: saved });
      }
      this.#set({ shown: saved, outdated: false });
    });
    this.#edit = null;
    this.#set({ saving: false });
  }

  /** Hears no more; the stream goes on. */
  dispose(): void {
    this.#stop();
  }

  #taken(): CriteriaEdit | null {
    const edit = this.#edit;
    this.#edit = null;
    return edit;
  }

  #onScores(text: string): void {
    const data: unknown = JSON.parse(text);
    if (!isRecord(data) || data.batch_id !== this.#batchId) return;
    const { scored, total, criteria_version } = data as Record<string, number>;
    const isDone = scored >= total;
    this.#set({ scoring: isDone ? null : { scored, total } });
    const { latest, saving } = this.state.value;
    // What this page is saving itself, the answer tells.
    if (latest && criteria_version > latest.version && !saving) this.#set({ outdated: true });
    if (isDone) this.#onScored();
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      this.#set({ problem: null });
      await work();
    } catch (error) {
      const isOutdated = error instanceof ApiError && error.status === 412;
      if (isOutdated) this.#set({ outdated: true });
      else this.#set({ problem: (error as Error).message });
    }
  }

  #set(change: Partial<CriteriaState>): void {
    this.state.value = { ...this.state.value, ...change };
  }
}
