import { hashOf } from "@/lib/record/record_chain.ts";
import { isSigned } from "@/lib/record/head_signature.ts";
import { isRecord } from "@/lib/wire/record.ts";
import type { Part } from "@/lib/wire/result.ts";
import { FIRST_PREV, type RecordHead } from "@/lib/wire/review/record_line.ts";
import { scoreOfParts } from "@/lib/wire/review/score_parts.ts";

/** What a look at a record has found. */
export interface RecordReport {
  /** Lines before the head. */
  lines: number;
  /** How many of them hold a score that was recomputed. */
  scores: number;
  /** The `seq` of the first: earlier ones have expired where it isn't 1. */
  first: number | null;
  /** Whether the head was compared with a secret. */
  signatureChecked: boolean;
  /** What is wrong, by line, for people; empty for a whole record. */
  faults: string[];
}

/** More than so many faults say no more. */
const MAX_FAULTS = 20;

const encoder = new TextEncoder();

/**
 * Looks whether a record that was taken out is whole: each line hashes to what the next one says, each
 * score is what its parts come to, and the head, by one of the `keys` where they are given, names the
 * last line. Without a key whoever has changed everything, head included, is not found.
 */
export function verifyRecord(text: string, keys: readonly Uint8Array[] = []): RecordReport {
  const report: RecordReport = {
    lines: 0,
    scores: 0,
    first: null,
    signatureChecked: keys.length > 0,
    faults: [],
  };
  const fault = (line: number, what: string) => {
    if (report.faults.length < MAX_FAULTS) report.faults.push(`line ${line}: ${what}`);
  };
  const lines = text.split("\n");
  if (lines.pop() !== "") fault(lines.length + 1, "it has no end: the file was cut");
  const head = headOf(lines.at(-1));
  if (head) lines.pop();
  let before: { seq: number; hash: string } | null = null;
  for (const [i, raw] of lines.entries()) {
    const line = parsed(raw);
    if (!line || typeof line.seq !== "number") {
      fault(i + 1, "it is no line of a record");
      before = null;
      continue;
    }
    report.lines++;
    report.first ??= line.seq;
    checkPlace(line, before ?? startOf(line, i), (what) => fault(i + 1, what));
    if (line.kind === "scored") {
      report.scores++;
      checkScore(line, (what) => fault(i + 1, what));
    }
    before = { seq: line.seq, hash: hashOf(encoder.encode(raw)) };
  }
  if (!head) fault(lines.length + 1, "the head is missing: lines may be, too");
  else checkHead(head, { report, last: before, keys }, (what) => fault(lines.length + 1, what));
  return report;
}

/** What stands before the first line that is kept can't be seen. */
function startOf(line: Record<string, unknown>, at: number): { seq: number; hash: unknown } | null {
  if (at > 0) return null;
  return line.seq === 1
    ? { seq: 0, hash: FIRST_PREV }
    : { seq: Number(line.seq) - 1, hash: line.prev };
}

function checkPlace(
  line: Record<string, unknown>,
  before: { seq: number; hash: unknown } | null,
  fault: (what: string) => void,
): void {
  if (!before) return fault("what comes before it can't be read");
  if (line.seq !== before.seq + 1) fault(`seq ${line.seq} follows ${before.seq}`);
  if (line.prev !== before.hash) {
    fault("the line before it is not the one that it was written after");
  }
}

function checkScore(line: Record<string, unknown>, fault: (what: string) => void): void {
  if (!Array.isArray(line.parts) || !line.parts.every(isPart)) return fault("it has no parts");
  const score = scoreOfParts(line.parts);
  if (score !== line.score) fault(`its parts come to ${score}, not to ${line.score}`);
}

function checkHead(
  head: RecordHead,
  { report, last, keys }: {
    report: RecordReport;
    last: { seq: number; hash: string } | null;
    keys: readonly Uint8Array[];
  },
  fault: (what: string) => void,
): void {
  if (keys.length > 0 && !isSigned(head, keys)) fault("the head is not signed by this secret");
  if (last && head.count !== last.seq) {
    fault(`the head counts ${head.count}, the lines end at ${last.seq}`);
  }
  if (last && head.hash !== last.hash) fault("the head names another last line");
  if (!last && head.first <= head.count) fault(`the head counts ${head.count}, there are no lines`);
  if (report.first !== null && head.first !== report.first) {
    fault(`the head begins with ${head.first}, the lines with ${report.first}`);
  }
}

function headOf(raw: string | undefined): RecordHead | null {
  const line = raw === undefined ? null : parsed(raw);
  return line?.kind === "head" ? line as unknown as RecordHead : null;
}

function isPart(value: unknown): value is Part {
  return isRecord(value) && typeof value.weight === "number" && typeof value.value === "number";
}

function parsed(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
