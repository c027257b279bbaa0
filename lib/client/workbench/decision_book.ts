import { type Signal, signal } from "@preact/signals";
import type { Result } from "@/lib/wire/result.ts";
import type { Decision, DecisionEvent, DecisionUpdate } from "@/lib/wire/review/decision.ts";

/** What stands about one file, as far as the page knows. */
export interface Standing {
  decision: Decision;
  /** Whether reason and note are known: an event tells of neither. */
  whole: boolean;
}

/**
 * What was decided about the candidates of a batch: as results, answers and events tell of it, in any
 * order. Of two tellings the later version counts. A change that is on its way is shown as if it were
 * made.
 */
export class DecisionBook {
  /** Another number after each change. */
  readonly changes: Signal<number> = signal(0);
  #standing = new Map<string, Standing>();
  #pending = new Map<string, DecisionUpdate>();

  /** What stands about a file; undefined where nothing was decided yet. */
  standing(file: string): Standing | undefined {
    return this.#standing.get(file);
  }

  /** What is shown of a file: what is being sent, else what stands. */
  shown(file: string): DecisionUpdate | null {
    return this.#pending.get(file) ?? this.#standing.get(file)?.decision ?? null;
  }

  /** Whether a change of the file is on its way. */
  isPending(file: string): boolean {
    return this.#pending.has(file);
  }

  /** What a request that puts `file`'s decision back would hold. */
  before(file: string): DecisionUpdate {
    const { decision = null, reason = null, note = null } = this.#standing.get(file)?.decision ??
      {};
    return { decision, reason, note };
  }

  /** The version that a change replaces: 0 where nothing was decided yet. */
  version(file: string): number {
    return this.#standing.get(file)?.decision.version ?? 0;
  }

  /** Takes what a list of results tells. */
  takeResults(results: readonly Result[]): void {
    const news = results.filter(({ file_id, decision }) =>
      decision && this.#take(file_id, decision)
    );
    if (news.length > 0) this.changes.value += 1;
  }

  /** Takes what an answer tells; null for nothing decided. */
  take(file: string, decision: Decision | null): void {
    if (decision && this.#take(file, decision)) this.changes.value += 1;
  }

  /** Shows changes that are being sent. */
  begin(changes: ReadonlyMap<string, DecisionUpdate>): void {
    for (const [file, update] of changes) this.#pending.set(file, update);
    this.changes.value += 1;
  }

  /** Ends what `begin` showed: what stands is shown again. */
  end(files: Iterable<string>): void {
    for (const file of files) this.#pending.delete(file);
    this.changes.value += 1;
  }

  /**
   * Takes events; returns those that are news: neither told before nor of a change that is on its way.
   * Each event is one version more.
   */
  takeEvents(events: readonly DecisionEvent[]): DecisionEvent[] {
    const news = events.filter((event) => this.#takeEvent(event));
    // What is on its way is drawn already, and again at its end.
    if (news.length > 0) this.changes.value += 1;
    return news;
  }

  #take(file: string, decision: Decision): boolean {
    const known = this.#standing.get(file);
    const isOld = known !== undefined && known.decision.version > decision.version;
    if (isOld || (known?.whole && known.decision.version === decision.version)) return false;
    this.#standing.set(file, { decision, whole: true });
    return true;
  }

  #takeEvent({ file_id: file, decision, by, at }: DecisionEvent): boolean {
    const known = this.#standing.get(file)?.decision;
    // ISO times of one server sort as text do.
    if (known && known.at >= at) return false;
    const version = (known?.version ?? 0) + 1;
    const rest = { reason: null, note: null, criteria_version: null, score: null };
    this.#standing.set(file, { decision: { decision, by, at, version, ...rest }, whole: false });
    return this.#pending.get(file)?.decision !== decision;
  }
}
