import { useEffect, useState } from "preact/hooks";
import type { Ranking } from "@/lib/client/results/ranking.ts";
import { SSEService } from "@/lib/client/stream/sse_service.ts";
import { openTabSource } from "@/lib/client/stream/tab_source.ts";

/**
 * The user's stream for all that is done with a batch after its end, from the position on at which its
 * results were read: it is connected once they are there, for as long as they are on the page.
 */
export function useReviewStream(userId: string, results: Ranking | null): SSEService {
  const [sse] = useState(() => new SSEService({ openSource: openTabSource }));
  const read = results !== null;
  useEffect(() => {
    if (!read) return;
    sse.connect(userId, results.position);
    return () => sse.disconnect();
  }, [sse, userId, read]);
  return sse;
}
