import { useEffect, useState } from "preact/hooks";
import { Api } from "@/lib/client/api/api.ts";
import type { BatchSummary } from "@/lib/wire/batch.ts";

/** The caller's newest batches; empty until they are known, and where they can't be fetched. */
export function useRecentBatches(limit = 5): BatchSummary[] {
  const [batches, setBatches] = useState<BatchSummary[]>([]);
  useEffect(() => {
    // Only a convenience: a start page without it works.
    new Api().batches(limit).then(setBatches, () => {});
  }, [limit]);
  return batches;
}
