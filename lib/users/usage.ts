import { keys } from "@/lib/kv/keys.ts";
import type { Transaction } from "@/lib/kv/transaction.ts";

/** What a user takes up. It changes in the commits that change what it counts. */
export interface Usage {
  /** Files that were accepted and have not ended. */
  waiting: number;
  /** Bytes of the documents and job descriptions that are stored, by the span of time in which they came. */
  stored: [span: number, bytes: number][];
}

/** What is added to a usage. */
export interface UsageChange {
  /** Files. */
  waiting: number;
  /** Bytes of documents and job descriptions; negative where they are deleted. */
  bytes?: number;
}

/** Documents expire by themselves: their bytes are forgotten in as many steps as this. */
const SPANS = 24;

/** Counts what a commit adds to a user's usage, or takes away. */
export async function countUsage(
  tx: Transaction,
  user: string,
  { waiting, bytes = 0 }: UsageChange,
): Promise<void> {
  const key = keys.usage(user);
  const usage = await tx.get<Usage>(key) ?? { waiting: 0, stored: [] };
  const { retentionMs } = tx;
  const span = spanOf(Date.now(), retentionMs);
  const stored = new Map(keptOf(usage, span));
  if (bytes > 0) stored.set(span, (stored.get(span) ?? 0) + bytes);
  else takeAway(stored, -bytes);
  const next: Usage = { waiting: Math.max(0, usage.waiting + waiting), stored: [...stored] };
  tx.set(key, next, { expireIn: 2 * retentionMs });
}

/** From what came first, which expires first: so never is more forgotten than is there. */
function takeAway(stored: Map<number, number>, bytes: number): void {
  for (const [span, kept] of stored) {
    if (bytes <= 0) return;
    const taken = Math.min(kept, bytes);
    bytes -= taken;
    if (taken === kept) stored.delete(span);
    else stored.set(span, kept - taken);
  }
}

/** The bytes that have not expired yet. */
export function storedBytes(usage: Usage, now: number, retentionMs: number): number {
  return keptOf(usage, spanOf(now, retentionMs)).reduce((sum, [, bytes]) => sum + bytes, 0);
}

function keptOf({ stored }: Usage, now: number): Usage["stored"] {
  return stored.filter(([span]) => span >= now - SPANS);
}

function spanOf(now: number, retentionMs: number): number {
  return Math.floor(now / (retentionMs / SPANS));
}
