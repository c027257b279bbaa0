import { type Signal, signal } from "@preact/signals";
import { Api, type ApiOptions } from "@/lib/client/api/api.ts";
import { retrying } from "@/lib/client/api/retrying.ts";
import { Announcer } from "@/lib/client/batch/announcer.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import type { SSEService } from "@/lib/client/stream/sse_service.ts";
import { DecisionBook } from "@/lib/client/workbench/decision_book.ts";
import { doneWords, newsWords, undoneWords } from "@/lib/client/workbench/decision_words.ts";
import { DecisionWriter, type Written } from "@/lib/client/workbench/decision_writer.ts";
import { ReviewApi } from "@/lib/client/workbench/review_api.ts";
import { ReviewFeed } from "@/lib/client/workbench/review_feed.ts";
import { type Change, isSameUpdate, UndoStack } from "@/lib/client/workbench/undo_stack.ts";
import type { DecisionEvent, DecisionName, DecisionUpdate } from "@/lib/wire/review/decision.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";

/** What the page says of the last step, beside the table. */
export interface Toast {
  text: string;
  tone: "done" | "problem";
  /** Whether the step can be taken back. */
  undo: boolean;
}

/** What a workbench needs of the page that it is on. */
export interface WorkbenchOwner {
  /** What a candidate is called, as the page shows it now. */
  nameOf: (file: string) => string;
  /** Something of the batch as a whole has changed: it is to be read again. */
  onBatchChanged: () => void;
  /** Some scores are new, and more will be. */
  onScoring: () => void;
  /** All scores are new. */
  onScored: () => void;
}

/** The work on the candidates of a batch that has ended: decisions, undo, and what others decide. */
export class WorkbenchSession {
  readonly batchId: string;
  readonly book = new DecisionBook();
  /** What is said to a screen reader. */
  readonly announcer = new Announcer();
  readonly toast: Signal<Toast | null> = signal(null);
  /** Where the event stream stands. */
  readonly connection: Signal<ConnectionState> = signal({ kind: "idle" });
  readonly #undo = new UndoStack();
  readonly #userId: string;
  readonly #owner: WorkbenchOwner;
  readonly #api: ReviewApi;
  readonly #writer: DecisionWriter;
  readonly #feed: ReviewFeed;
  readonly #stopConnection: () => void;
  /** Steps are sent one after the other: each replaces the version that the one before has made. */
  #last: Promise<void> = Promise.resolve();

  /** `sse` is the user's stream, which the page connects from where the results were read on. */
  constructor(
    { userId, batchId }: { userId: string; batchId: string },
    sse: SSEService,
    owner: WorkbenchOwner,
    options: ApiOptions = {},
  ) {
    this.#userId = userId;
    this.#owner = owner;
    this.batchId = batchId;
    this.#api = new ReviewApi(new Api(options), batchId);
    this.#writer = new DecisionWriter(this.#api);
    this.#stopConnection = sse.onConnection((connection) => this.connection.value = connection);
    this.#feed = new ReviewFeed(sse, batchId, {
      onDecisions: (events) => this.#onDecisions(events),
      onChanged: owner.onBatchChanged,
      onScoring: owner.onScoring,
      onScored: owner.onScored,
    });
  }

  /** Finds out what was decided about files without a score. */
  async readUnscored(): Promise<void> {
    // Where that fails for good, each file's detail tells.
    const files = await retrying(() => this.#api.unscored()).catch(() => []);
    for (const { file_id, decision } of files) this.book.take(file_id, decision ?? null);
  }

  /** A file with all that was decided about it. */
  async detail(file: string, signal?: AbortSignal): Promise<FileDetail> {
    const detail = await this.#api.file(file, signal);
    this.book.take(file, detail.decision);
    return detail;
  }

  /** Decides the same about some files; a note that stands stays. */
  decide(
    files: readonly string[],
    decision: DecisionName | null,
    reason: string | null = null,
  ): Promise<void> {
    return this.#step(files, (before) => ({ decision, reason, note: before.note ?? null }));
  }

  /** Writes a note about one file; the decision stays. */
  note(file: string, note: string): Promise<void> {
    return this.#step([file], (before) => ({ ...before, note: note === "" ? null : note }));
  }

  /** Takes the last step back. What others have changed since is left as it is. */
  undo(): Promise<void> {
    return this.#next(async () => {
      const step = this.#undo.pop();
      if (step === null) return this.#tell("Nothing to undo", "problem");
      const left = step.filter(({ file, after }) => isSameUpdate(this.book.before(file), after));
      const written = await this.#write(new Map(left.map(({ file, before }) => [file, before])));
      const lost = lostOf(written);
      // What another has changed is lost for good; what got no answer may be tried again.
      const again = new Set(lost.filter(({ conflict }) => !conflict).map(({ file }) => file));
      this.#undo.push(left.filter(({ file }) => again.has(file)));
      const others = step.length - left.length;
      if (lost.length > 0) this.#tell(this.#problemOf(lost, written.length), "problem");
      else if (others > 0) this.#tell(`${others} not undone: changed elsewhere since`, "problem");
      else this.#tell(undoneWords(left.map(({ file }) => this.#owner.nameOf(file))), "done");
    });
  }

  /** Hears no more of the stream, and ends all timers. */
  dispose(): void {
    this.#stopConnection();
    this.#feed.end();
    this.announcer.dispose();
  }

  #step(
    files: readonly string[],
    change: (before: DecisionUpdate) => DecisionUpdate,
  ): Promise<void> {
    return this.#next(async () => {
      await this.#complete(files);
      const changes: Change[] = files.map((file) => {
        const before = this.book.before(file);
        return { file, before, after: change(before) };
      }).filter(({ before, after }) => !isSameUpdate(before, after));
      if (changes.length === 0) return;
      this.#undo.push(changes);
      const updates = new Map(changes.map(({ file, after }) => [file, after]));
      const written = await this.#write(updates);
      const lost = lostOf(written);
      this.#undo.drop(new Set(lost.map(({ file }) => file)));
      if (lost.length > 0) this.#tell(this.#problemOf(lost, written.length), "problem");
      else this.#tell(this.#wordsOf(changes), "done");
    });
  }

  #wordsOf(changes: readonly Change[]): string {
    const [{ before, after }] = changes;
    const names = changes.map(({ file }) => this.#owner.nameOf(file));
    const noted = changes.length === 1 && before.decision === after.decision &&
      before.reason === after.reason;
    return noted ? `${names[0]}: note saved` : doneWords(names, after.decision);
  }

  /** Sends changes, shown meanwhile as if made. */
  async #write(changes: ReadonlyMap<string, DecisionUpdate>): Promise<Written[]> {
    if (changes.size === 0) return [];
    this.book.begin(changes);
    const written = await this.#writer.write(changes, (file) => this.book.version(file));
    for (const { file, decision } of written) this.book.take(file, decision);
    this.book.end(changes.keys());
    return written;
  }

  #problemOf(lost: readonly Written[], of: number): string {
    const [{ file, problem, conflict }] = lost;
    const name = this.#owner.nameOf(file);
    if (of > 1) return `${lost.length} of ${of} not saved: ${problem}`;
    if (!conflict) return `${name} not saved: ${problem}`;
    const now = doneWords([name], this.book.before(file).decision);
    return `Changed meanwhile, your change was not saved. ${now}`;
  }

  /** Of what events alone have told, reason and note are fetched: a change would lose them. */
  async #complete(files: readonly string[]): Promise<void> {
    const partial = files.filter((file) => this.book.standing(file)?.whole === false);
    const waiting = partial.values();
    const work = async () => {
      // What can't be had shows when the change is sent.
      for (const file of waiting) await this.detail(file).catch(() => {});
    };
    await Promise.all(Array.from({ length: Math.min(4, partial.length) }, work));
  }

  #onDecisions(events: readonly DecisionEvent[]): void {
    const news = this.book.takeEvents(events);
    const { nameOf } = this.#owner;
    this.announcer.say(newsWords(news, { userId: this.#userId, nameOf }), "others");
  }

  #next(work: () => Promise<void>): Promise<void> {
    return this.#last = this.#last.then(work);
  }

  #tell(text: string, tone: Toast["tone"]): void {
    this.toast.value = { text, tone, undo: tone === "done" && this.#undo.size > 0 };
    this.announcer.sayNow(text);
  }
}

function lostOf(written: readonly Written[]): Written[] {
  return written.filter(({ problem }) => problem !== null);
}
