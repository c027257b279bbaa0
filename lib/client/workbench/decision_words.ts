import { countOf, formatNumber } from "@/lib/client/format.ts";
import type { DecisionEvent, DecisionName } from "@/lib/wire/review/decision.ts";

/** What stands about a candidate, in a word. */
export const DECIDED: Record<DecisionName, string> = {
  shortlist: "Shortlisted",
  hold: "On hold",
  reject: "Rejected",
};

/** What is done to a candidate, as a button says it. */
export const DECIDE: Record<DecisionName, string> = {
  shortlist: "Shortlist",
  hold: "Hold",
  reject: "Reject",
};

/** Reasons that are asked for again and again, to choose from. */
export const REJECT_REASONS = [
  "Lacks a must-have",
  "Too little experience",
  "Other candidates fit better",
  "Location or work permit",
  "Salary expectation",
  "Withdrew",
] as const;

/** What was done, for who did it: "Ann Lee: shortlisted", "12 candidates: rejected". */
export function doneWords(names: readonly string[], decision: DecisionName | null): string {
  const what = decision === null ? "no decision" : DECIDED[decision].toLowerCase();
  return `${subject(names)}: ${what}`;
}

/** That a step was taken back. */
export function undoneWords(names: readonly string[]): string {
  return `Undone: ${subject(names)}`;
}

/** What others have decided, as it is said: by name where it is one. */
export function newsWords(
  events: readonly DecisionEvent[],
  { userId, nameOf }: { userId: string; nameOf: (file: string) => string },
): string {
  const [first] = events;
  if (events.length === 0) return "";
  const files = new Set(events.map(({ file_id }) => file_id));
  if (files.size > 1) return `${formatNumber(files.size)} candidates were decided about elsewhere`;
  const last = events.at(-1)!;
  return `${doneWords([nameOf(first.file_id)], last.decision)} ${byWords(last.by, userId)}`;
}

/** Who did it, as seen by `userId`. */
export function byWords(by: string, userId: string): string {
  return by === userId ? "in another tab" : `by ${by.replace(/^share:/, "")}`;
}

function subject(names: readonly string[]): string {
  return names.length === 1 ? names[0] : countOf(names.length, "candidate");
}
