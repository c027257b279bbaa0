import { createHash } from "node:crypto";
import { keys } from "@/lib/kv/keys.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";
import { FIRST_PREV, type RecordEntry, type RecordLine } from "@/lib/wire/review/record_line.ts";

/** Where a batch's record ends. */
export interface ChainEnd {
  /** Of its last line; 0 before the first. */
  seq: number;
  /** SHA-256 of its last line, in hex. */
  hash: string;
  /** The latest criteria that are on record; 0 where none are. */
  criteria: number;
  /** The user was deleted, and the last line says so. */
  sealed?: boolean;
}

/** One line as it is stored. */
export interface StoredLine {
  /** UTF-8 JSON without its LF: what is hashed and handed out. */
  line: Uint8Array<ArrayBuffer>;
  /** Tells after an ambiguous commit whether it was this one that landed. */
  nonce: string;
}

/** Whose record is added to. */
export interface RecordPlace {
  user: string;
  batch: string;
  /** When the batch goes by itself; left out where this commit renews it. */
  expiresAt?: string;
}

/** No record yet. */
export const NO_CHAIN: ChainEnd = { seq: 0, hash: FIRST_PREV, criteria: 0 };

/** KV takes no time that is over. In milliseconds. */
const SHORTEST_MS = 1000;

const encoder = new TextEncoder();

/** SHA-256 in lower-case hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The line after `end`, and where the record ends with it. */
export function lineAfter(
  end: ChainEnd,
  { entry, by, at }: { entry: RecordEntry; by: string; at: string },
): { line: Uint8Array<ArrayBuffer>; end: ChainEnd } {
  const next: RecordLine = { seq: end.seq + 1, at, by, prev: end.hash, ...entry };
  const line = encoder.encode(JSON.stringify(next));
  const criteria = entry.kind === "criteria" ? entry.version : end.criteria;
  return { line, end: { seq: next.seq, hash: hashOf(line), criteria } };
}

/**
 * Adds a line to a batch's record within a commit. The end of the record is read without a check of its
 * own: every commit about a user checks the head of the log, so what is read can't be outdated when it
 * lands.
 */
export async function addLine(
  tx: LogTransaction,
  place: RecordPlace,
  by: string,
  entry: RecordEntry,
  now: Date = new Date(),
): Promise<void> {
  const { user, batch } = place;
  const key = keys.recordEnd(user, batch);
  const before = await tx.getUnchecked<ChainEnd>(key) ?? NO_CHAIN;
  const { line, end } = lineAfter(before, { entry, by, at: now.toISOString() });
  const expireIn = keptFor(place, tx, now);
  const nonce = crypto.randomUUID();
  const lineKey = keys.recordLine(user, batch, end.seq);
  tx.set(lineKey, { line, nonce } satisfies StoredLine, { expireIn });
  // It outlives all lines, lest the numbers begin anew beside old ones.
  tx.set(key, end, { expireIn: 2 * expireIn });
  tx.provenBy(lineKey, nonce);
}

/** Puts criteria on record, unless these or later ones are. */
export async function addCriteria(
  tx: LogTransaction,
  place: RecordPlace,
  by: string,
  criteria: Criteria,
): Promise<void> {
  const { user, batch } = place;
  const end = await tx.getUnchecked<ChainEnd>(keys.recordEnd(user, batch)) ?? NO_CHAIN;
  if (end.criteria < criteria.version) {
    await addLine(tx, place, by, { kind: "criteria", ...criteria });
  }
}

/** As long as the batch, or longer where records are kept for longer; in milliseconds. */
function keptFor({ expiresAt }: RecordPlace, tx: LogTransaction, now: Date): number {
  const batchMs = expiresAt === undefined
    ? tx.retentionMs
    : Math.max(SHORTEST_MS, Date.parse(expiresAt) - now.getTime());
  return Math.max(batchMs, tx.recordRetentionMs);
}
