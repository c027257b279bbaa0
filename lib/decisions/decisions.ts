import type { Batch } from "@/lib/batches/batch.ts";
import { BatchNotFoundError, FileNotFoundError } from "@/lib/batches/batch_errors.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { DecisionOutdatedError, DecisionStateError } from "@/lib/decisions/decision_errors.ts";
import { decide, type Deciding } from "@/lib/decisions/decision_step.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { countUsage } from "@/lib/users/usage.ts";
import type { DecidedFile, Decision } from "@/lib/wire/review/decision.ts";

/** Four writes each, and the longest reasons stay under a commit's bytes. */
const FILES_PER_COMMIT = 100;

/**
 * What was decided about the files of batches. Everything that writes about a user rewrites the head
 * of its log, which each commit checks: what is read for one can't be outdated when it lands.
 */
export class Decisions {
  readonly #store: Store;
  readonly #writer: LogWriter;

  constructor(store: Store, writer: LogWriter) {
    this.#store = store;
    this.#writer = writer;
  }

  /** The latest decision about each file of a batch that has one, by file id. */
  async latest(user: string, batch: string): Promise<Map<string, Decision>> {
    const prefix = keys.decision.prefix(user, batch);
    const found = new Map<string, Decision>();
    for await (const { key, value } of this.#store.list<Decision>({ prefix })) {
      const [, , file] = keys.decision.parse(key);
      found.set(file, value);
    }
    return found;
  }

  /** All that was decided about a file, oldest first. */
  async history(user: string, batch: string, file: string): Promise<Decision[]> {
    const prefix = keys.decisionChange.prefix(user, batch, file);
    const changes = await Array.fromAsync(this.#store.list<Decision>({ prefix }));
    return changes.map(({ value }) => value);
  }

  /**
   * Decides about one file, if `isExpected` of its latest version, which is 0 where there is none.
   *
   * @throws {BatchNotFoundError}
   * @throws {FileNotFoundError}
   * @throws {DecisionStateError}
   * @throws {DecisionOutdatedError}
   */
  async put(
    user: string,
    batch: string,
    id: string,
    deciding: Deciding & { isExpected?: (version: number) => boolean },
  ): Promise<Decision> {
    const { isExpected = () => true } = deciding;
    const { value } = await this.#writer.append(user, async (tx) => {
      const [record, [found]] = await readFiles(tx, user, batch, [id]);
      if (!found.file) throw new FileNotFoundError(id);
      const version = found.before?.version ?? 0;
      if (!isExpected(version)) throw new DecisionOutdatedError(id, version);
      const decision = await decide(tx, record, { ...found, file: found.file }, deciding);
      if (decision !== found.before) await count(tx, user, [decision]);
      return decision;
    });
    return value;
  }

  /**
   * Decides the same about many files; the answers are in their order. Each is decided or not by
   * itself, 100 a commit.
   *
   * @throws {BatchNotFoundError}
   */
  async putMany(
    user: string,
    batch: string,
    ids: readonly string[],
    deciding: Deciding,
  ): Promise<DecidedFile[]> {
    const answers: DecidedFile[] = [];
    for (let start = 0; start < ids.length; start += FILES_PER_COMMIT) {
      const part = ids.slice(start, start + FILES_PER_COMMIT);
      const { value } = await this.#writer.append(
        user,
        (tx) => decideAll(tx, { user, batch, ids: part }, deciding),
      );
      answers.push(...value);
    }
    return answers;
  }
}

async function decideAll(
  tx: LogTransaction,
  { user, batch, ids }: { user: string; batch: string; ids: string[] },
  deciding: Deciding,
): Promise<DecidedFile[]> {
  const [record, found] = await readFiles(tx, user, batch, ids);
  const made: Decision[] = [];
  const answers: DecidedFile[] = [];
  for (const [i, { file, before }] of found.entries()) {
    try {
      if (!file) throw new FileNotFoundError(ids[i]);
      const decision = await decide(tx, record, { file, before }, deciding);
      if (decision !== before) made.push(decision);
      answers.push({ file_id: ids[i], decision, problem: null });
    } catch (error) {
      if (!(error instanceof FileNotFoundError || error instanceof DecisionStateError)) throw error;
      answers.push({ file_id: ids[i], decision: before, problem: error.message });
    }
  }
  await count(tx, user, made);
  return answers;
}

async function readFiles(
  tx: LogTransaction,
  user: string,
  batch: string,
  ids: string[],
): Promise<[Batch, { file: BatchFile | null; before: Decision | null }[]]> {
  const record = await tx.peek<Batch>(keys.batch(user, batch));
  if (!record) throw new BatchNotFoundError(batch);
  const files = await tx.peekMany<BatchFile>(ids.map((id) => keys.file(user, batch, id)));
  const before = await tx.peekMany<Decision>(ids.map((id) => keys.decision(user, batch, id)));
  return [record, files.map((file, i) => ({ file, before: before[i] }))];
}

/** Notes take room: a user has so much of it. */
async function count(tx: LogTransaction, user: string, made: Decision[]): Promise<void> {
  if (made.length === 0) return;
  await countUsage(tx, user, { waiting: 0, bytes: 2 * JSON.stringify(made).length });
}
