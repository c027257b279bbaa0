import "@/lib/ui/common.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { countRows, type RowCounts } from "@/lib/client/batch/batch_row.ts";
import type { BatchSession } from "@/lib/client/batch/batch_session.ts";
import type { BatchView } from "@/lib/client/batch/batch_state.ts";
import { connectionNews } from "@/lib/client/batch/connection_news.ts";
import { notifyOfEnd } from "@/lib/client/batch/end_notification.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import {
  batchName,
  batchSpoken,
  batchTitle,
  failuresSpoken,
  filesToScreen,
  type ShownState,
} from "@/lib/ui/batch/batch_words.ts";
import { AddFiles } from "@/lib/ui/sending/AddFiles.tsx";
import { BatchPanel } from "@/lib/ui/batch/BatchPanel.tsx";
import { BatchTools } from "@/lib/ui/share/BatchTools.tsx";
import { PageHead } from "@/lib/ui/page/PageHead.tsx";
import { SendingStatus, waitSpoken } from "@/lib/ui/sending/SendingStatus.tsx";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";
import { SessionEnded } from "@/lib/ui/parts/SessionEnded.tsx";
import { LiveSummary } from "@/lib/ui/batch/LiveSummary.tsx";

/** The batch that a session follows, with its buttons, and a summary for screen readers. */
export function LiveBatch(
  { session, state, limits }: {
    session: BatchSession;
    state: ShownState;
    limits: UploadLimits;
  },
) {
  const counts = countRows(state.view.rows);
  const title = batchTitle(state, counts);
  const name = batchName(state.view);
  const ended = state.kind === "ended";
  const connection = session.connection.value;
  const news = useConnectionNews(connection);
  const [notify, onNotify] = useState(false);
  useEndNotification(ended && notify, name, title);
  usePageTitle(`${ended ? title : percentOf(counts, state.view)} - ${name}`);
  // The button goes away once it has been pressed, and would take the focus with it.
  const keepingFocus =
    <Args extends unknown[]>(act: (...args: Args) => Promise<void>) => (...args: Args) => {
      document.getElementById("batch-title")?.focus();
      void act(...args);
    };
  return (
    <>
      <LiveSummary
        text={batchSpoken(state, counts)}
        news={{
          connection: news,
          failures: failuresSpoken(counts),
          sending: waitSpoken(state),
        }}
        final={ended}
      />
      <SessionEnded connection={connection} />
      <PageHead title={name}>
        {state.view.batchId !== null && (
          <BatchTools batchId={state.view.batchId} blind={state.view.blind} />
        )}
      </PageHead>
      <BatchPanel
        session={session}
        state={state}
        counts={counts}
        connection={connection}
        notify={notify}
        onNotify={onNotify}
        onCancel={keepingFocus(() => session.acts.begin("cancel"))}
        onRetry={keepingFocus(() => session.retry())}
        onRetryFile={keepingFocus((fileId: string) => session.retry(fileId))}
        onFetchResults={keepingFocus(() => session.fetchResults())}
      >
        <SendingStatus session={session} state={state} />
        {state.kind !== "uploading" && <AddFiles session={session} state={state} limits={limits} />}
      </BatchPanel>
    </>
  );
}

function useEndNotification(due: boolean, title: string, body: string): void {
  useEffect(() => {
    if (due) notifyOfEnd(title, body);
  }, [due]);
}

function useConnectionNews(connection: ConnectionState): string {
  const said = useRef("");
  return said.current = connectionNews(said.current, connection);
}

function percentOf(counts: RowCounts, view: BatchView): string {
  return `${Math.floor(100 * counts.ended / Math.max(1, filesToScreen(counts, view)))}% screened`;
}

/** Shows `words` in the title, for who looks at another tab; restores the old title afterwards. */
function usePageTitle(words: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${words} - Resume Screener`;
    return () => void (document.title = before);
  }, [words]);
}
