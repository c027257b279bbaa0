/** How much goes into one upload request. */
export interface PlanLimits {
  /** Files, 20 unless given: the first rows begin to move while the rest is still on its way. */
  maxFiles?: number;
  /** Bytes, 20 MiB unless given: what a broken connection costs at most. A larger file goes alone. */
  maxBytes?: number;
}

/** Splits files into requests, in order: each entry holds the indices of the files it sends. */
export function planRequests(
  files: readonly { size: number }[],
  { maxFiles = 20, maxBytes = 20 * 2 ** 20 }: PlanLimits = {},
): number[][] {
  const requests: number[][] = [];
  let bytes = 0;
  files.forEach((file, index) => {
    const current = requests.at(-1);
    if (current && current.length < maxFiles && bytes + file.size <= maxBytes) {
      current.push(index);
      bytes += file.size;
    } else {
      requests.push([index]);
      bytes = file.size;
    }
  });
  return requests;
}
