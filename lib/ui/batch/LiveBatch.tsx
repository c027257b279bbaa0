import { useEffect } from "preact/hooks";
import { countRows, type RowCounts } from "@/lib/client/batch/batch_row.ts";
import type { BatchSession } from "@/lib/client/batch/batch_session.ts";
import { batchSpoken, batchTitle, type ShownState } from "@/lib/ui/batch/batch_words.ts";
import { BatchPanel } from "@/lib/ui/batch/BatchPanel.tsx";
import { LiveSummary } from "@/lib/ui/batch/LiveSummary.tsx";

/** The batch that a session follows, with its buttons, and a summary for screen readers. */
export function LiveBatch(
  { session, state, link }: {
    session: BatchSession;
    state: ShownState;
    /** Whether to link to the batch's own page. */
    link: boolean;
  },
) {
  const counts = countRows(state.view.rows);
  usePageTitle(state.kind === "ended" ? batchTitle(state, counts) : percentOf(counts));
  // The button goes away once it has been pressed, and would take the focus with it.
  const keepingFocus = (act: () => Promise<void>) => () => {
    document.getElementById("batch-title")?.focus();
    void act();
  };
  return (
    <>
      <LiveSummary
        text={batchSpoken(state, counts)}
        final={state.kind === "ended"}
      />
      <BatchPanel
        state={state}
        connection={session.connection.value}
        link={link}
        onCancel={keepingFocus(() => session.cancel())}
        onRetry={keepingFocus(() => session.retry())}
        onClose={keepingFocus(() => session.close())}
        onFetchResults={keepingFocus(() => session.fetchResults())}
      />
    </>
  );
}

function percentOf({ ended, total }: RowCounts): string {
  return `${Math.floor(100 * ended / Math.max(1, total))}% screened`;
}

/** Shows `words` in the title, for who looks at another tab; restores the old title afterwards. */
function usePageTitle(words: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${words} - Resume Screener`;
    return () => void (document.title = before);
  }, [words]);
}
