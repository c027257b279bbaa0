import { countRows } from "@/lib/client/batch_row.ts";
import type { BatchSession } from "@/lib/client/batch_session.ts";
import { batchSpoken, type ShownState } from "@/lib/ui/batch_words.ts";
import { BatchPanel } from "@/lib/ui/BatchPanel.tsx";
import { LiveSummary } from "@/lib/ui/LiveSummary.tsx";

/** The batch that a session follows: drawn, said to screen readers, and what can be done about it. */
export function LiveBatch(
  { session, state, link }: {
    session: BatchSession;
    state: ShownState;
    /** Whether to show the batch's own address: not where the page is that. */
    link: boolean;
  },
) {
  // A button that was pressed is gone with what it was for.
  const and = (act: () => Promise<void>) => () => {
    document.getElementById("batch-title")?.focus();
    void act();
  };
  return (
    <>
      <LiveSummary
        text={batchSpoken(state, countRows(state.view.rows))}
        final={state.kind === "ended"}
      />
      <BatchPanel
        state={state}
        connection={session.connection.value}
        link={link}
        onCancel={and(() => session.cancel())}
        onRetry={and(() => session.retry())}
        onClose={and(() => session.close())}
      />
    </>
  );
}
