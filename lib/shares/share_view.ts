import { type Batch as Stored, progressOf } from "@/lib/batches/batch.ts";
import { BatchView } from "@/lib/batches/blind/batch_view.ts";
import type { Share } from "@/lib/shares/share.ts";
import type { BatchFile, BatchSummary } from "@/lib/wire/batch.ts";
import type { Progress } from "@/lib/wire/progress.ts";
import type { Result } from "@/lib/wire/result.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";
import { SHARE_MARK, SHARED_OWNER, SHARED_USER } from "@/lib/wire/review/share.ts";
import type { FileEvent, LogEventName } from "@/lib/wire/stream_events.ts";

/** A batch as it is shown by a link: its owner is called "shared", and where it is blind nobody else has a name. */
export class ShareView {
  /** The same for links that show a batch alike. */
  readonly key: string;
  readonly #view: BatchView;

  constructor({ blind, blindSchools = false }: Pick<Share, "blind" | "blindSchools">) {
    this.#view = new BatchView(blind ? { schools: blindSchools } : null);
    this.key = blind ? `blind${blindSchools ? " schools" : ""}` : "shared";
  }

  batch(batch: BatchSummary): BatchSummary {
    return { ...batch, user_id: SHARED_USER, sender: null };
  }

  file(file: BatchFile): BatchFile {
    return this.#view.file(
      file.decision ? { ...file, decision: withoutOwner(file.decision) } : file,
    );
  }

  result(result: Result): Result {
    const { decision } = result;
    return this.#view.result(decision ? { ...result, decision: withoutOwner(decision) } : result);
  }

  /** A decision about the file that `result` is of, or else about one called `name`. */
  decision(decision: Decision, name: string, result: Result | null): Decision {
    return this.#view.decision(withoutOwner(decision), name, result);
  }

  /** A file with all that is known of it. */
  detail(detail: FileDetail): FileDetail {
    const { decision, history } = detail;
    return this.#view.detail({
      ...detail,
      decision: decision && withoutOwner(decision),
      history: history.map(withoutOwner),
    });
  }

  /** Text of a resume. */
  text(text: string, name: string, result: Result | null): string {
    return this.#view.text(text, name, result);
  }

  progress(progress: Progress): Progress {
    const { results_url: _, results, ...rest } = progress;
    return {
      ...rest,
      user_id: SHARED_USER,
      ...results && { results: results.map((file) => this.#view.ranked(file)) },
    };
  }

  /** Where a batch stands. */
  progressOf(batch: Stored): Progress {
    return this.progress(progressOf(batch));
  }

  /** The data of an event of the batch. */
  show(type: LogEventName, data: Record<string, unknown>): unknown {
    switch (type) {
      case "progress":
        return this.progress(data as Progress);
      case "file":
        return this.#view.fileEvent(data as unknown as FileEvent);
      case "decision":
        return withoutOwner(data as { by: string });
      case "batch":
      case "scores":
        return data;
    }
  }
}

/** Who decided by a link is called by its label; all others are the owner. */
function withoutOwner<T extends { by: string }>(decision: T): T {
  return decision.by.startsWith(SHARE_MARK) ? decision : { ...decision, by: SHARED_OWNER };
}
