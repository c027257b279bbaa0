import type { Batch as Stored } from "@/lib/batches/batch.ts";
import { progressOf } from "@/lib/batches/batch.ts";
import {
  blindDecision,
  blindFile,
  blindResult,
  labelOf,
  withoutResult,
} from "@/lib/shares/blind_view.ts";
import type { Share } from "@/lib/shares/share.ts";
import type { BatchFile, BatchSummary } from "@/lib/wire/batch.ts";
import type { Progress, RankedFile } from "@/lib/wire/progress.ts";
import type { Assessment, Result } from "@/lib/wire/result.ts";
import { blindText } from "@/lib/wire/review/blind_text.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";
import { SHARE_MARK, SHARED_OWNER, SHARED_USER } from "@/lib/wire/review/share.ts";
import type { FileEvent, LogEventName } from "@/lib/wire/stream_events.ts";

/** A batch as it is shown by a link: its owner is called "shared", and where it is blind nobody else has a name. */
export class ShareView {
  /** The same for links that show a batch alike. */
  readonly key: string;
  readonly #blind: boolean;

  constructor({ blind }: Pick<Share, "blind">) {
    this.#blind = blind;
    this.key = blind ? "blind" : "shared";
  }

  batch(batch: BatchSummary): BatchSummary {
    return { ...batch, user_id: SHARED_USER, sender: null };
  }

  file(file: BatchFile): BatchFile {
    const shown = file.decision ? { ...file, decision: withoutOwner(file.decision) } : file;
    return this.#blind ? blindFile(shown) : shown;
  }

  result(result: Result): Result {
    const { decision } = result;
    const shown = decision ? { ...result, decision: withoutOwner(decision) } : result;
    return this.#blind ? blindResult(shown) : shown;
  }

  /** A decision about the file that `result` is of, or else about one called `name`. */
  decision(decision: Decision, name: string, result: Result | null): Decision {
    const shown = withoutOwner(decision);
    return this.#blind ? blindDecision(shown, result ?? withoutResult({ name })) : shown;
  }

  /** A file with all that is known of it. */
  detail(detail: FileDetail): FileDetail {
    const { decision: last, history, ...file } = detail;
    const result = asResult(detail);
    const show = (decision: Decision) => this.decision(decision, detail.name, result);
    return {
      ...file,
      ...result && assessmentOf(this.result(result)),
      ...this.#named(detail),
      decision: last && show(last),
      history: history.map(show),
    };
  }

  /** Text of a resume. */
  text(text: string, name: string, result: Result | null): string {
    return this.#blind ? blindText(text, result ?? withoutResult({ name })) : text;
  }

  progress(progress: Progress): Progress {
    const { results_url: _, results, ...rest } = progress;
    return {
      ...rest,
      user_id: SHARED_USER,
      ...results && { results: results.map((file) => this.#ranked(file)) },
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
        return this.#fileEvent(data as unknown as FileEvent);
      case "decision":
        return withoutOwner(data as { by: string });
      case "batch":
      case "scores":
        return data;
    }
  }

  /** What of a file names it. */
  #named(detail: FileDetail): Pick<BatchFile, "name" | "sha256" | "reason"> {
    const { name, sha256, reason } = this.file({ ...detail, decision: undefined });
    return { name, sha256, reason };
  }

  #ranked(file: RankedFile): RankedFile {
    return this.#blind ? { ...file, name: labelOf(file.file_id) } : file;
  }

  #fileEvent(event: FileEvent): FileEvent {
    if (!this.#blind) return event;
    const { reason, name } = event;
    return {
      ...event,
      name: labelOf(event.file_id),
      ...reason !== undefined && { reason: blindText(reason, withoutResult({ name })) },
    };
  }
}

/** Who decided by a link is called by its label; all others are the owner. */
function withoutOwner<T extends { by: string }>(decision: T): T {
  return decision.by.startsWith(SHARE_MARK) ? decision : { ...decision, by: SHARED_OWNER };
}

/** The result that a file's detail holds; null where it has none. */
function asResult(
  { candidate, rank, score, criteria_version = 1, ...detail }: FileDetail,
): Result | null {
  if (!candidate || rank === null || score === null) return null;
  const rest = detail as Omit<Result, "candidate" | "rank" | "score" | "criteria_version">;
  return { ...rest, candidate, rank, score, criteria_version };
}

function assessmentOf(result: Result): Partial<Assessment> {
  const { candidate, summary, requirements, gates, warnings } = result;
  return { candidate, summary, requirements, gates, warnings };
}
