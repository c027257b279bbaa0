import { useEffect, useMemo } from "preact/hooks";
import type { BatchSession } from "@/lib/client/batch/batch_session.ts";
import type { Row } from "@/lib/client/batch/batch_row.ts";
import { countOf, formatNumber } from "@/lib/client/format.ts";
import type { SSEService } from "@/lib/client/stream/sse_service.ts";
import type { Ranking } from "@/lib/client/results/ranking.ts";
import { isNarrowed, WHOLE_VIEW } from "@/lib/client/workbench/bench_view.ts";
import { type Candidate, candidatesOf, nameOf } from "@/lib/client/workbench/candidate.ts";
import { columnsOf } from "@/lib/client/workbench/requirement_column.ts";
import { BenchBar } from "@/lib/ui/workbench/bar/BenchBar.tsx";
import { BulkBar } from "@/lib/ui/workbench/bar/BulkBar.tsx";
import { CompareView } from "@/lib/ui/workbench/CompareView.tsx";
import { DetailPane } from "@/lib/ui/workbench/detail/DetailPane.tsx";
import { PrintSheets, usePrinting } from "@/lib/ui/workbench/PrintSheets.tsx";
import { ReasonDialog } from "@/lib/ui/workbench/ReasonDialog.tsx";
import { ShortcutDialog } from "@/lib/ui/workbench/ShortcutDialog.tsx";
import { CandidateTable } from "@/lib/ui/workbench/table/CandidateTable.tsx";
import { ToastBar } from "@/lib/ui/workbench/ToastBar.tsx";
import { useBenchActs } from "@/lib/ui/workbench/use_bench_acts.ts";
import { useBenchView } from "@/lib/ui/workbench/use_bench_view.ts";
import { useFound, useSearchIndex } from "@/lib/ui/workbench/use_found.ts";
import { useShortcuts, useSingleKeys } from "@/lib/ui/workbench/use_shortcuts.ts";
import { useStyles, WORKBENCH_STYLES } from "@/lib/ui/page/use_styles.ts";
import { useWorkbenchSession } from "@/lib/ui/workbench/use_workbench_session.ts";

interface WorkbenchProps {
  batch: BatchSession;
  batchId: string;
  /** The user's stream. */
  sse: SSEService;
  /** The job's. */
  title: string;
  rows: readonly Row[];
  ranking: Ranking;
  onRetryFile: (fileId: string) => void;
}

/** Where a recruiter goes from the list of a batch's candidates to decisions. */
export function Workbench(props: WorkbenchProps) {
  const ready = useStyles(WORKBENCH_STYLES);
  return ready ? <Bench {...props} /> : <p class="muted waiting">Loading the workbench</p>;
}

function Bench(
  { batch, batchId, sse, title, rows, ranking, onRetryFile }: WorkbenchProps,
) {
  const [view, onView] = useBenchView();
  const { results } = ranking;
  const columns = useMemo(() => columnsOf(results), [results]);
  const candidates = useMemo(() => candidatesOf(results, rows), [results, rows]);
  const byId = useMemo(() => new Map(candidates.map((one) => [one.id, one])), [candidates]);
  const known = useMemo(() => new Map(results.map((one) => [one.file_id, one])), [results]);
  const named = (id: string) => byId.has(id) ? nameOf(byId.get(id)!) : "A candidate";
  const session = useWorkbenchSession(batch, batchId, sse, {
    ranking,
    unscored: candidates.some(({ result, decidable }) => result === null && decidable),
    nameOf: named,
  });
  const { book } = session;
  // What is decided is drawn by what follows.
  void book.changes.value;
  const found = useFound(candidates, view, { columns, book });
  useSearchIndex(results);
  const acts = useBenchActs({ session, found, view, onView });
  const [singleKeys, onSingleKeys] = useSingleKeys();
  useShortcuts(singleKeys, acts.command);
  const { printing, print } = usePrinting();
  const said = isNarrowed(view) ? foundWords(found.length, candidates.length, ranking) : "";
  useEffect(() => session.announcer.say(said, "found"), [said]);
  const picked = (ids: Iterable<string>): Candidate[] =>
    [...ids].flatMap((id) => byId.get(id) ?? []);
  const compared = picked(view.compare).filter(({ result }) => result !== null);
  const comparable = picked(acts.selected).filter(({ result }) => result !== null);
  const open = compared.length < 2 && view.open !== null ? byId.get(view.open) ?? null : null;
  const shared = { columns, book, view };
  return (
    <section
      class="bench"
      aria-labelledby="bench-title"
      data-open={open !== null}
      onKeyDown={acts.onKeyDown}
    >
      <p class="visually-hidden" role="status">{session.announcer.text}</p>
      <BenchBar
        {...shared}
        title={title}
        batchId={batchId}
        candidates={candidates}
        shown={found.length}
        found={said || countOf(candidates.length, "candidate")}
        connection={session.connection.value}
        search={acts.search}
        onView={onView}
        onPrint={print}
        onHelp={() => acts.setDialog({ kind: "help" })}
      />
      <BulkBar
        count={acts.selected.size}
        comparable={comparable.length}
        onDecide={(decision) => acts.decide([...acts.selected], decision)}
        onCompare={() => acts.command("compare")}
        onClear={acts.clearSelection}
      />
      {compared.length >= 2
        ? (
          <CompareView
            {...shared}
            candidates={compared}
            onRemove={(id) => onView({ compare: view.compare.filter((one) => one !== id) }, true)}
            onClose={acts.closeCompare}
          />
        )
        : (
          <div class="bench-body">
            {found.length === 0
              ? (
                <div class="bench-empty">
                  <p>No matches</p>
                  <button
                    type="button"
                    class="button"
                    onClick={() => onView({ ...WHOLE_VIEW, sort: view.sort }, true)}
                  >
                    Clear all filters
                  </button>
                </div>
              )
              : <CandidateTable {...shared} {...acts.table} found={found} />}
            {open && (
              <DetailPane
                session={session}
                candidate={open}
                place={1 + found.findIndex(({ candidate }) => candidate.id === open.id)}
                of={found.length}
                userId={batch.userId}
                known={known}
                onClose={acts.closeDetail}
                onStep={acts.step}
                onDecide={(decision) => acts.decide([open.id], decision)}
                onRetry={() => onRetryFile(open.id)}
              />
            )}
          </div>
        )}
      <ToastBar session={session} />
      {acts.dialog?.kind === "help" && (
        <ShortcutDialog on={singleKeys} onTurn={onSingleKeys} onClose={acts.closeDialog} />
      )}
      {acts.dialog?.kind === "reason" && (
        <ReasonDialog
          subject={acts.dialog.ids.length === 1
            ? named(acts.dialog.ids[0])
            : countOf(acts.dialog.ids.length, "candidate")}
          onReject={acts.reject}
          onClose={acts.closeDialog}
        />
      )}
      {printing && (
        <PrintSheets
          title={title}
          candidates={acts.selected.size > 0
            ? picked(acts.selected)
            : found.map(({ candidate }) => candidate)}
          book={book}
          known={known}
        />
      )}
    </section>
  );
}

function foundWords(found: number, of: number, { complete }: Ranking): string {
  const words = found === 0
    ? "No matches"
    : `${formatNumber(found)} of ${countOf(of, "candidate")}`;
  return complete ? words : `${words} so far`;
}
