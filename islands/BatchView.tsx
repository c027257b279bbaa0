import { useEffect } from "preact/hooks";
import { useBatchSession } from "@/lib/client/batch/use_batch_session.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";
import { GoneBatch } from "@/lib/ui/batch/GoneBatch.tsx";
import { LiveBatch } from "@/lib/ui/batch/LiveBatch.tsx";
import { useDropGuard } from "@/lib/ui/form/use_file_drop.ts";

/** One batch by its id: live where it still runs, its ranked list where it has ended. */
export default function BatchView(
  { userId, batchId, limits }: { userId: string; batchId: string; limits: UploadLimits },
) {
  const session = useBatchSession(userId);
  useEffect(() => void session?.open(batchId), [session, batchId]);
  useDropGuard();
  const state = session?.state.value;
  if (session && state?.kind === "gone") return <GoneBatch message={state.message} />;
  if (!session || !state || !("view" in state)) {
    return <p class="muted waiting">Loading the batch</p>;
  }
  return <LiveBatch session={session} state={state} limits={limits} ownPage />;
}
