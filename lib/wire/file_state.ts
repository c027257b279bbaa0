/** How a file of a batch ends. */
export const ENDINGS = ["done", "failed", "cancelled"] as const;
export type Ending = typeof ENDINGS[number];

/** States of a file of a batch, in the order of its life. */
export const FILE_STATES = ["received", "extracting", "scoring", ...ENDINGS] as const;
export type FileState = typeof FILE_STATES[number];

/** Whether nothing more comes of a file in this state, within a run. */
export function isEnding(state: string): state is Ending {
  return (ENDINGS as readonly string[]).includes(state);
}
