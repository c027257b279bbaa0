import { useEffect } from "preact/hooks";
import { useBatchSession } from "@/lib/client/batch/use_batch_session.ts";
import { LiveBatch } from "@/lib/ui/batch/LiveBatch.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";
import { useDropGuard } from "@/lib/ui/form/use_file_drop.ts";

/** One batch by its id: live where it still runs, its ranked list where it has ended. */
export default function BatchView({ userId, batchId }: { userId: string; batchId: string }) {
  const session = useBatchSession(userId);
  useEffect(() => void session?.open(batchId), [session, batchId]);
  useDropGuard();
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
  return <LiveBatch session={session} state={state} link={false} />;
}
