import type { DecisionUpdate } from "@/lib/wire/review/decision.ts";

/** One file that was decided about: what stood before, and what was put. */
export interface Change {
  file: string;
  before: DecisionUpdate;
  after: DecisionUpdate;
}

/** As many steps as can be taken back. */
const MOST = 50;

/** What was decided on this page, last first, to be taken back. A step is one file or many. */
export class UndoStack {
  #steps: (readonly Change[])[] = [];

  /** How many steps can be taken back. */
  get size(): number {
    return this.#steps.length;
  }

  /** Remembers a step; the oldest is forgotten where there are too many. */
  push(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#steps = [...this.#steps.slice(1 - MOST), changes];
  }

  /** The last step, which is forgotten by it; null where there is none. */
  pop(): readonly Change[] | null {
    return this.#steps.pop() ?? null;
  }

  /** Forgets these files, of which the changes were not made, in the last step. */
  drop(files: ReadonlySet<string>): void {
    const last = this.#steps.pop();
    if (last) this.push(last.filter(({ file }) => !files.has(file)));
  }
}

/** Whether two updates say the same. */
export function isSameUpdate(a: DecisionUpdate, b: DecisionUpdate): boolean {
  return a.decision === b.decision && (a.reason ?? null) === (b.reason ?? null) &&
    (a.note ?? null) === (b.note ?? null);
}
