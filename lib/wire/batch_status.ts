/** How a run of a batch ends. */
export const FINAL_STATUSES = ["completed", "failed", "cancelled"] as const;
export type FinalStatus = typeof FINAL_STATUSES[number];

/** What becomes of a batch, in the order of its life. */
export const BATCH_STATUSES = ["queued", "processing", ...FINAL_STATUSES] as const;
export type BatchStatus = typeof BATCH_STATUSES[number];

/** Whether nothing more comes of a run in this status. */
export function isFinal(status: BatchStatus): status is FinalStatus {
  return (FINAL_STATUSES as readonly BatchStatus[]).includes(status);
}
