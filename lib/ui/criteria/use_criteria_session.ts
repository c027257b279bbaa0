import { useEffect, useRef, useState } from "preact/hooks";
import { CriteriaSession } from "@/lib/client/criteria/criteria_session.ts";
import type { SSEService } from "@/lib/client/stream/sse_service.ts";

/** The {@linkcode CriteriaSession} of a batch for as long as its panel is on the page. */
export function useCriteriaSession(
  batchId: string,
  sse: SSEService,
  onScored: () => void,
): CriteriaSession | null {
  const [session, setSession] = useState<CriteriaSession | null>(null);
  const tell = useRef(onScored);
  tell.current = onScored;
  useEffect(() => {
    const started = new CriteriaSession(batchId, sse, () => tell.current());
    setSession(started);
    void started.load();
    return () => started.dispose();
  }, [batchId, sse]);
  return session;
}
