/** How an accepted file of a batch ends. */
export const ENDINGS = ["done", "failed", "cancelled"] as const;
export type Ending = typeof ENDINGS[number];

/**
 * States of a file of a batch, in the order of its life. A refused one was given and not accepted: it
 * never has another state, nor a job.
 */
export const FILE_STATES = ["received", "extracting", "scoring", ...ENDINGS, "refused"] as const;
export type FileState = typeof FILE_STATES[number];

/** Whether an accepted file has ended in this state: nothing more comes of it within a run. */
export function isEnding(state: string): state is Ending {
  return (ENDINGS as readonly string[]).includes(state);
}
