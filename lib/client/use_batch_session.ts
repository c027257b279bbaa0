import { useEffect, useState } from "preact/hooks";
import { BatchSession } from "@/lib/client/batch_session.ts";

/** A {@linkcode BatchSession} for as long as the island is on the page; null on the server. */
export function useBatchSession(userId: string): BatchSession | null {
  const [session, setSession] = useState<BatchSession | null>(null);
  useEffect(() => {
    const started = new BatchSession(userId);
    setSession(started);
    return () => started.dispose();
  }, [userId]);
  return session;
}
