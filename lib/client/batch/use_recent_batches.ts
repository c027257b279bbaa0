import { useEffect, useState } from "preact/hooks";
import { Api } from "@/lib/client/api/api.ts";
import type { BatchSummary } from "@/lib/wire/batch.ts";

/** The caller's newest batches; empty until they are fetched, and where that fails. */
export function useRecentBatches(limit = 5): BatchSummary[] {
  const [batches, setBatches] = useState<BatchSummary[]>([]);
  useEffect(() => {
    // A failure is ignored: the start page works without them.
    new Api().batches(limit).then(setBatches, () => {});
  }, [limit]);
  return batches;
}
