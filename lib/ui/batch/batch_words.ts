import type { RowCounts } from "@/lib/client/batch/batch_row.ts";
import type { BatchState, BatchView } from "@/lib/client/batch/batch_state.ts";
import { countOf, formatNumber } from "@/lib/client/format.ts";

/** A state of a batch that has files to show. */
export type ShownState = Extract<BatchState, { view: BatchView }>;

/** The state of a batch as a heading. */
export function batchTitle(state: ShownState, counts: RowCounts): string {
  const files = countOf(counts.total, "resume");
  if (state.kind === "uploading") return `Sending ${files}`;
  if (state.kind === "running") return `Screening ${files}`;
  if (state.view.status === "cancelled") {
    return `Cancelled: ${formatNumber(counts.done)} of ${files} scored`;
  }
  if (counts.done === 0) return `None of ${files} could be scored`;
  return `${formatNumber(counts.done)} of ${files} scored`;
}

/** The state of a batch as it is said to a screen reader while it moves. */
export function batchSpoken(state: ShownState, counts: RowCounts): string {
  const title = batchTitle(state, counts);
  return state.kind === "ended" ? title : `${title}: ${formatNumber(counts.ended)} finished`;
}
