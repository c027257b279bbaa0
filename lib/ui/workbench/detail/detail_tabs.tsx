import type { ComponentChildren } from "preact";
import type { Candidate } from "@/lib/client/workbench/candidate.ts";
import type { WorkbenchSession } from "@/lib/client/workbench/workbench_session.ts";
import { DocumentTab } from "@/lib/ui/workbench/detail/DocumentTab.tsx";
import { History } from "@/lib/ui/workbench/detail/History.tsx";
import type { Result } from "@/lib/wire/result.ts";
import { Why } from "@/lib/ui/workbench/detail/WhyTab.tsx";

/** What a tab of the detail pane is drawn of. */
export interface DetailTabProps {
  session: WorkbenchSession;
  candidate: Candidate;
  /** All results that are loaded, by their file_ids. */
  known: ReadonlyMap<string, Result>;
}

/** One tab of the detail pane; `draw` is called only while it is chosen. */
export interface DetailTab {
  name: string;
  draw: (props: DetailTabProps) => ComponentChildren;
}

/** The tabs of the detail pane, in their order. */
export const DETAIL_TABS: readonly DetailTab[] = [
  {
    name: "Why this score",
    draw: ({ candidate: { result, reason }, known }) =>
      result ? <Why result={result} known={known} /> : <p class="muted">No score. {reason}</p>,
  },
  {
    name: "Document",
    draw: ({ session, candidate }) => (
      <DocumentTab key={candidate.id} batchId={session.batchId} file={candidate.id} />
    ),
  },
  {
    name: "History",
    draw: ({ session, candidate }) => (
      <History key={candidate.id} session={session} file={candidate.id} />
    ),
  },
];
