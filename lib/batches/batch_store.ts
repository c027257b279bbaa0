import { LruCache } from "@/lib/cache/lru_cache.ts";
import { keys } from "@/lib/kv/keys.ts";
import { ENTRIES_PER_BATCH, KEYS_PER_READ } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import { type Batch, criteriaVersion } from "@/lib/batches/batch.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { decodedCriteria } from "@/lib/batches/rescoring/stored_criteria.ts";
import type { Relations } from "@/lib/batches/duplicates.ts";
import { RelationStore } from "@/lib/batches/relation_store.ts";
import type { Assessment, Result, Warning } from "@/lib/wire/result.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";

const decoder = new TextDecoder();

/** A file's place among the results of its batch. */
export interface Place {
  score: number;
  id: string;
}

/** What a file is screened by. */
export interface ScreeningInput {
  file: BatchFile | null;
  jobDescription: string | null;
  /** Null where the job description alone says what is asked for. */
  criteria: Criteria | null;
  /** Of the criteria, whether they are stored or not. */
  criteriaVersion: number;
}

type ScreenedBy = Pick<ScreeningInput, "jobDescription" | "criteria">;

/** Batches whose job descriptions are remembered while their files are screened: each has 60 KB at most. */
const SCREENED_BATCHES = 16;

/** Rankings that are remembered: 10,000 places take a megabyte. */
const RANKED_BATCHES = 8;

/** Which results of a batch are read. */
export interface ResultRange {
  /** Places to leave out from the start. */
  offset?: number;
  /** Places to look at. */
  limit?: number;
  /** The place after which they begin. */
  after?: Place | null;
  /** Which places are read at all. */
  only?: (place: Place) => boolean;
}

interface Scored {
  file: BatchFile | null;
  result: Uint8Array | null;
}

/** Reading of batches and what belongs to them. */
export class BatchStore {
  readonly #store: Store;
  readonly #relations: RelationStore;
  /** By the batch as it was. */
  readonly #rankings = new LruCache<string, readonly Place[]>(RANKED_BATCHES);
  /** By user, batch and version of the criteria. */
  readonly #screened = new LruCache<string, ScreenedBy>(SCREENED_BATCHES);

  constructor(store: Store) {
    this.#store = store;
    this.#relations = new RelationStore(store);
  }

  async get(user: string, id: string): Promise<Batch | null> {
    return (await this.#store.get<Batch>(keys.batch(user, id))).value;
  }

  async file(user: string, batch: string, id: string): Promise<BatchFile | null> {
    return (await this.#store.get<BatchFile>(keys.file(user, batch, id))).value;
  }

  /** What a file is screened by: its record, its batch's job description and latest criteria. */
  async screening(user: string, batch: string, id: string): Promise<ScreeningInput> {
    const [{ value: file }, { value: record }] = await this.#store.getMany<[BatchFile, Batch]>(
      [keys.file(user, batch, id), keys.batch(user, batch)],
    );
    const version = criteriaVersion(record ?? {});
    const by = await this.#screenedBy(user, batch, version);
    return { file, ...by, criteriaVersion: version };
  }

  /** Neither changes: other criteria are another version. */
  async #screenedBy(user: string, batch: string, version: number): Promise<ScreenedBy> {
    const name = JSON.stringify([user, batch, version]);
    const known = this.#screened.get(name);
    if (known) return known;
    const [jobDescription, criteria] = await Promise.all([
      this.jobDescription(user, batch),
      this.criteria(user, batch, version),
    ]);
    const by = { jobDescription, criteria };
    if (jobDescription !== null) this.#screened.set(name, by);
    return by;
  }

  /** A version of a batch's criteria; null where there is none, or its job description alone says it. */
  async criteria(user: string, batch: string, version: number): Promise<Criteria | null> {
    const { value } = await this.#store.get<Uint8Array>(keys.criteria(user, batch, version));
    return decodedCriteria(value);
  }

  async jobDescription(user: string, batch: string): Promise<string | null> {
    const { value } = await this.#store.get<Uint8Array>(keys.jobDescription(user, batch));
    return value && decoder.decode(value);
  }

  /** Those of the user's batches that `isWanted`, newest first, from the one before `cursor` on. */
  async list(
    user: string,
    limit: number,
    cursor: string | null,
    isWanted: (batch: Batch) => boolean = () => true,
  ): Promise<Batch[]> {
    const prefix = keys.batch.prefix(user);
    const selector = cursor === null ? { prefix } : { prefix, end: keys.batch(user, cursor) };
    const batches: Batch[] = [];
    const options = { batchSize: Math.min(limit, ENTRIES_PER_BATCH), reverse: true };
    for await (const { value } of this.#store.list<Batch>(selector, options)) {
      if (isWanted(value)) batches.push(value);
      if (batches.length === limit) break;
    }
    return batches;
  }

  /** All files of a batch, in the order in which they came. */
  async files(user: string, batch: string): Promise<BatchFile[]> {
    const prefix = keys.file.prefix(user, batch);
    const files: BatchFile[] = [];
    for await (const { value } of this.#store.list<BatchFile>({ prefix })) {
      files.push(value);
    }
    return files;
  }

  /** Results of a batch, best first. */
  async *results(
    user: string,
    batch: string,
    { offset = 0, limit = Infinity, after = null, only = () => true }: ResultRange = {},
  ): AsyncGenerator<Result> {
    const places = (await this.#ranking(user, batch))
      .map((place, i) => ({ ...place, rank: i + 1 }))
      .slice(offset, offset + limit)
      .filter((place) => (after === null || isAfter(place, after)) && only(place));
    const relations = places.length > 0 ? await this.#relations.of(user, batch) : new Map();
    for (let start = 0; start < places.length; start += KEYS_PER_READ) {
      const ranks = places.slice(start, start + KEYS_PER_READ);
      const part = ranks.map(({ id }) => id);
      for (const [i, { file, result }] of (await this.#scored(user, batch, part)).entries()) {
        if (!file || !result) continue;
        const assessment = JSON.parse(decoder.decode(result)) as Assessment;
        const { rank } = ranks[i];
        const shown = withRelations(assessment, relations.get(part[i]));
        const criteria_version = criteriaVersion(file);
        yield { file_id: part[i], name: file.name, rank, criteria_version, ...shown };
      }
    }
  }

  /** The result of one file; null where it has none. */
  async result(user: string, batch: string, file: string): Promise<Result | null> {
    const offset = (await this.#ranking(user, batch)).findIndex(({ id }) => id === file);
    if (offset < 0) return null;
    const { value } = await this.results(user, batch, { offset, limit: 1 }).next();
    return value ?? null;
  }

  /** Whatever changes it rewrites the batch: whoever pages through 5,000 results lists them once. */
  async #ranking(user: string, batch: string): Promise<readonly Place[]> {
    const { versionstamp } = await this.#store.get(keys.batch(user, batch));
    const version = JSON.stringify([user, batch, versionstamp]);
    const known = this.#rankings.get(version);
    if (known) return known;
    const prefix = keys.fileByScore.prefix(user, batch);
    const places: Place[] = [];
    for await (const { key } of this.#store.list({ prefix })) {
      const [, , score, id] = keys.fileByScore.parse(key);
      places.push({ score, id });
    }
    if (versionstamp !== null) this.#rankings.set(version, places);
    return places;
  }

  /**
   * Files and their results, each as one commit left both. Scoring again writes both at once, and may do
   * so between the two reads; then these are read again, as often as there are new criteria at most.
   */
  async #scored(user: string, batch: string, ids: string[]): Promise<Scored[]> {
    const files = await this.#store.getMany<BatchFile[]>(
      ids.map((id) => keys.file(user, batch, id)),
    );
    const results = await this.#store.getMany<Uint8Array[]>(
      files.map(({ value }, i) => keys.result(user, batch, ids[i], value?.attempt ?? "")),
    );
    const scored = files.map(({ value: file }, i) => ({ file, result: results[i].value }));
    const torn = [...ids.keys()].filter((i) => isNewer(results[i], files[i]));
    if (torn.length > 0) {
      const again = await this.#scored(user, batch, torn.map((i) => ids[i]));
      for (const [i, at] of torn.entries()) scored[at] = again[i];
    }
    return scored;
  }
}

/** A file whose result is newer than itself was read before the commit that wrote both. */
function isNewer(result: Deno.KvEntryMaybe<unknown>, file: Deno.KvEntryMaybe<unknown>): boolean {
  return result.versionstamp !== null && file.versionstamp !== null &&
    result.versionstamp > file.versionstamp;
}

/** Whether a place comes after another: the higher score first, of equal ones the earlier file. */
function isAfter(place: Place, other: Place): boolean {
  return place.score === other.score ? place.id > other.id : place.score < other.score;
}

/** The files are named by their ids alone: who reviews blind must not read a name in a warning. */
function withRelations(
  assessment: Assessment,
  { duplicateOf = null, samePerson = [] }: Partial<Relations> = {},
): Omit<Result, "file_id" | "name" | "rank" | "criteria_version"> {
  const warning: Warning = {
    code: "duplicate",
    message: "The same text came earlier in this batch, in another file",
  };
  const warnings = duplicateOf === null ? [] : [warning];
  return {
    duplicate_of: duplicateOf,
    same_person: samePerson,
    ...assessment,
    warnings: [...assessment.warnings, ...warnings],
  };
}
