import { useEffect } from "preact/hooks";
import { countRows } from "@/lib/client/batch_row.ts";
import { useBatchSession } from "@/lib/client/use_batch_session.ts";
import { batchSpoken } from "@/lib/ui/batch_words.ts";
import { BatchPanel } from "@/lib/ui/BatchPanel.tsx";
import { LiveSummary } from "@/lib/ui/LiveSummary.tsx";
import { Notice } from "@/lib/ui/Notice.tsx";

/** One batch by its id: live where it still runs, its ranked list where it has ended. */
export default function BatchView({ userId, batchId }: { userId: string; batchId: string }) {
  const session = useBatchSession(userId);
  useEffect(() => void session?.open(batchId), [session, batchId]);
  const state = session?.state.value;
  if (session && state?.kind === "gone") {
    return (
      <Notice>
        <p>{state.message}</p>
        <p>
          <a href="/">Screen other resumes</a>
        </p>
      </Notice>
    );
  }
  if (!session || !state || !("view" in state)) {
    return <p class="muted waiting">Loading the batch</p>;
  }
  return (
    <>
      <LiveSummary
        text={batchSpoken(state, countRows(state.view.rows))}
        final={state.kind === "ended"}
      />
      <BatchPanel
        state={state}
        connection={session.connection.value}
        link={false}
        onCancel={() => void session.cancel()}
        onRetry={() => void session.retry()}
      />
    </>
  );
}
