import type { RowCounts } from "@/lib/client/batch/batch_row.ts";
import type { BatchState, BatchView } from "@/lib/client/batch/batch_state.ts";
import { countsInWords } from "@/lib/wire/file_counts.ts";
import { countOf, formatNumber } from "@/lib/client/format.ts";
import { DEFAULT_TITLE } from "@/lib/wire/batch.ts";

/** A state of a batch that has files to show. */
export type ShownState = Extract<BatchState, { view: BatchView }>;

/** How many files are to be screened, those that haven't arrived among them. */
export function filesToScreen({ total }: RowCounts, { awaited }: BatchView): number {
  return Math.max(total, awaited);
}

/** The state of a batch as a heading. */
export function batchTitle(state: ShownState, counts: RowCounts): string {
  const files = countOf(counts.total, "resume");
  if (state.kind === "uploading") return `Sending ${files}`;
  if (state.kind === "running") return `Screening ${files}`;
  if (state.view.status === "cancelled") return `Cancelled: ${outcomeWords(counts)}`;
  if (counts.done === counts.total) return `${files} scored`;
  if (counts.done > 0) return outcomeWords(counts);
  return counts.total === 1 ? "This resume couldn't be scored" : `None of ${files} could be scored`;
}

/** What became of the files: "8 of 10 scored, 1 failed, 1 refused". */
function outcomeWords({ total: given, done: scored, unsent, ...others }: RowCounts): string {
  const words = countsInWords({ given, scored, ...others });
  return unsent === 0 ? words : `${words}, ${formatNumber(unsent)} not sent`;
}

/** The files without a score: "1 failed, 1 refused". */
export function lossWords({ failed, cancelled, refused, unsent }: RowCounts): string {
  const counted: [number, string][] = [
    [failed, "failed"],
    [cancelled, "cancelled"],
    [refused, "refused"],
    [unsent, "not sent"],
  ];
  return counted.filter(([count]) => count > 0)
    .map(([count, word]) => `${formatNumber(count)} ${word}`).join(", ");
}

/** The state of a batch as it is said to a screen reader while it moves. */
export function batchSpoken(state: ShownState, counts: RowCounts): string {
  const title = batchTitle(state, counts);
  return state.kind === "ended" ? title : `${title}: ${formatNumber(counts.ended)} finished`;
}

/** A batch's failures as they are said to a screen reader while it moves; "" for none. */
export function failuresSpoken({ failed }: RowCounts): string {
  return failed === 0 ? "" : `${formatNumber(failed)} failed`;
}

/** What a batch is called; before the server has named it, by the first line of its job. */
export function batchName({ title, jobDescription }: BatchView): string {
  return title || jobDescription.trim().split("\n", 1)[0].trim() || DEFAULT_TITLE;
}
