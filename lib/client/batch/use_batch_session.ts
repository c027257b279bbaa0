import { useEffect, useState } from "preact/hooks";
import { BatchSession } from "@/lib/client/batch/batch_session.ts";
import { openTabSource } from "@/lib/client/stream/tab_source.ts";

/** A {@linkcode BatchSession} for as long as the island is on the page; null on the server. */
export function useBatchSession(userId: string): BatchSession | null {
  const [session, setSession] = useState<BatchSession | null>(null);
  useEffect(() => {
    const started = new BatchSession(userId, { openSource: openTabSource });
    setSession(started);
    return () => started.dispose();
  }, [userId]);
  return session;
}
