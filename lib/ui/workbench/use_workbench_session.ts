import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { BatchSession } from "@/lib/client/batch/batch_session.ts";
import type { Ranking } from "@/lib/client/results/ranking.ts";
import { ResultRenewal } from "@/lib/client/results/result_renewal.ts";
import type { SSEService } from "@/lib/client/stream/sse_service.ts";
import { WorkbenchSession } from "@/lib/client/workbench/workbench_session.ts";

/** A {@linkcode WorkbenchSession} for as long as the workbench is on the page. Not for the server. */
export function useWorkbenchSession(
  batch: BatchSession,
  batchId: string,
  sse: SSEService,
  { ranking, unscored, nameOf }: {
    ranking: Ranking;
    /** Whether there are files without a score that may be decided about. */
    unscored: boolean;
    nameOf: (file: string) => string;
  },
): WorkbenchSession {
  const names = useRef(nameOf);
  names.current = nameOf;
  const [renewal] = useState(() => new ResultRenewal(() => batch.renewResults()));
  const [session] = useState(() => {
    const made = new WorkbenchSession({ userId: batch.userId, batchId }, sse, {
      nameOf: (file) => names.current(file),
      onBatchChanged: () => void batch.open(batchId),
      onScoring: () => renewal.soon(),
      onScored: () => renewal.now(),
    });
    // What is drawn first has the decisions.
    made.book.takeResults(ranking.results);
    return made;
  });
  useLayoutEffect(() => session.book.takeResults(ranking.results), [ranking.results]);
  useEffect(() => {
    if (unscored) void session.readUnscored();
  }, [unscored]);
  useEffect(() => () => {
    session.dispose();
    renewal.end();
  }, []);
  return session;
}
