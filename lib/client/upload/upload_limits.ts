import { formatBytes, formatNumber } from "@/lib/client/format.ts";

/** What the server takes; the page says so before anything is sent. */
export interface UploadLimits {
  /** Bytes of one file. */
  maxFileBytes: number;
  /** Files of one batch. */
  maxFiles: number;
}

const NO_LIMITS: UploadLimits = { maxFileBytes: Infinity, maxFiles: Infinity };

/**
 * Why files are not even sent, by their index: what the server would refuse whatever is in them.
 *
 * @param here how many files the batch has already
 */
export function refusalsOf(
  files: readonly { size: number }[],
  { maxFileBytes, maxFiles }: UploadLimits = NO_LIMITS,
  here = 0,
): Map<number, string> {
  const reasons = new Map<number, string>();
  let room = Math.max(0, maxFiles - here);
  files.forEach(({ size }, index) => {
    if (size === 0) reasons.set(index, "This file is empty");
    else if (size > maxFileBytes) {
      reasons.set(index, `This file is over ${formatBytes(maxFileBytes)}`);
    } else if (room === 0) {
      reasons.set(index, `The batch has all of its ${formatNumber(maxFiles)} files`);
    } else room -= 1;
  });
  return reasons;
}
