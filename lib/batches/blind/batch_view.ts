import type { Batch } from "@/lib/batches/batch.ts";
import {
  blindDecision,
  blindFile,
  blindResult,
  withoutResult,
} from "@/lib/batches/blind/blind_view.ts";
import type { BatchFile } from "@/lib/wire/batch.ts";
import type { RankedFile } from "@/lib/wire/progress.ts";
import type { Assessment, Result } from "@/lib/wire/result.ts";
import { labelOf } from "@/lib/wire/blind/blind_label.ts";
import { blindText, type Hiding } from "@/lib/wire/blind/blind_text.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";
import type { FileEvent } from "@/lib/wire/stream_events.ts";

/** What of a batch says how its files are shown. */
export type Sight = Pick<Batch, "blind">;

/** How a batch's files are shown: as they are, or with hidden what tells whose they are. */
export class BatchView {
  readonly #hiding: Hiding | null;

  /** @param hiding null where nothing is hidden */
  constructor(hiding: Hiding | null) {
    this.#hiding = hiding;
  }

  /** As the batch is shown to its owner. */
  static of({ blind }: Sight): BatchView {
    return new BatchView(blind ?? null);
  }

  get isBlind(): boolean {
    return this.#hiding !== null;
  }

  file(file: BatchFile): BatchFile {
    return this.#hiding ? blindFile(file, this.#hiding) : file;
  }

  result(result: Result): Result {
    return this.#hiding ? blindResult(result, this.#hiding) : result;
  }

  /** A decision about the file that `result` is of, or else about one called `name`. */
  decision(decision: Decision, name: string, result: Result | null): Decision {
    if (!this.#hiding) return decision;
    return blindDecision(decision, result ?? withoutResult({ name }), this.#hiding);
  }

  /** A file with all that is known of it. */
  detail(detail: FileDetail): FileDetail {
    if (!this.#hiding) return detail;
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

  /** Text of a resume; where its name wasn't recognised, a first line that may be one is hidden. */
  text(text: string, name: string, result: Result | null): string {
    if (!this.#hiding) return text;
    const { candidate } = result ?? withoutResult({ name });
    const known = { name, candidate: { ...candidate, name: candidate.name ?? headOf(text) } };
    return blindText(text, known, this.#hiding);
  }

  ranked(file: RankedFile): RankedFile {
    return this.#hiding ? { ...file, name: labelOf(file.file_id) } : file;
  }

  fileEvent(event: FileEvent): FileEvent {
    if (!this.#hiding) return event;
    const { reason, name } = event;
    const known = withoutResult({ name });
    return {
      ...event,
      name: labelOf(event.file_id),
      ...reason !== undefined && { reason: blindText(reason, known, this.#hiding) },
    };
  }

  /** What of a file names it. */
  #named(detail: FileDetail): Pick<BatchFile, "name" | "sha256" | "reason"> {
    const { name, sha256, reason } = this.file({ ...detail, decision: undefined });
    return { name, sha256, reason };
  }
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

/** The first line, should it be no longer than a name. */
function headOf(text: string): string | null {
  const line = /[^\s][^\n]{0,80}/.exec(text.slice(0, 4_000))?.[0].trim() ?? "";
  const words = line.split(/\s+/);
  return words.length <= 5 && !/[\d@:]/.test(line) ? line : null;
}
