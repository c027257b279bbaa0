import { type Batch, criteriaVersion } from "@/lib/batches/batch.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { BatchStore } from "@/lib/batches/batch_store.ts";
import { keptVerdicts, merged, reweighed } from "@/lib/batches/rescoring/rescored.ts";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import type { Extractor } from "@/lib/extract/extractor.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { Assessment, RequirementResult } from "@/lib/wire/result.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";

export interface RescoringServices {
  store: Store;
  batches: BatchStore;
  blobs: BlobStore;
  extractor: Pick<Extractor, "assessAgain">;
}

/** A file's new result, and as it is stored. */
export interface Rescored {
  file: BatchFile;
  assessment: Assessment;
  bytes: Uint8Array;
}

/** A file whose requirements have to be matched anew. */
interface Unmatched {
  file: BatchFile;
  stored: Assessment;
  /** Of its requirements in their order; null where one is asked anew. */
  kept: (RequirementResult | null)[];
  text: Uint8Array;
}

/** Bytes of texts that a sandbox is given at once: it has its time for all of them. */
const TEXT_BYTES = 256 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Scores files of a batch by its latest criteria, from what is stored. Nothing is written. */
export class Rescorer {
  readonly #services: RescoringServices;
  readonly #batch: Batch;
  /** By which it scores. */
  readonly criteria: Criteria;
  readonly #job: string;
  readonly #versions = new Map<number, Promise<Criteria | null>>();
  /** Files that can't be scored, by their ids, with why. */
  readonly failed = new Map<string, unknown>();

  private constructor(
    services: RescoringServices,
    batch: Batch,
    by: { criteria: Criteria; job: string },
  ) {
    this.#services = services;
    this.#batch = batch;
    this.criteria = by.criteria;
    this.#job = by.job;
  }

  /** Null where the criteria are no longer stored. */
  static async open(services: RescoringServices, batch: Batch): Promise<Rescorer | null> {
    const { user, id } = batch;
    const criteria = await services.batches.criteria(user, id, criteriaVersion(batch));
    const job = await services.batches.jobDescription(user, id);
    return criteria && new Rescorer(services, batch, { criteria, job: job ?? "" });
  }

  /** Those of the files that can be scored, with their new results. */
  async rescore(files: BatchFile[], signal: AbortSignal): Promise<Rescored[]> {
    const { user, id } = this.#batch;
    const results = await this.#services.store.getMany<Uint8Array[]>(
      files.map((file) => keys.result(user, id, file.id, file.attempt!)),
    );
    const done: Rescored[] = [];
    const unmatched: Omit<Unmatched, "text">[] = [];
    for (const [i, file] of files.entries()) {
      const bytes = results[i].value;
      if (!bytes) {
        this.#fail(file, "its result is no longer stored");
        continue;
      }
      const stored: Assessment = JSON.parse(decoder.decode(bytes));
      const before = await this.#version(criteriaVersion(file));
      const again = before && reweighed(stored, before, this.criteria);
      if (again) done.push(rescored(file, again));
      else unmatched.push({ file, stored, kept: this.#kept(stored, before) });
    }
    for (const group of bySize(await this.#withTexts(unmatched))) {
      done.push(...await this.#match(group, signal));
    }
    return done;
  }

  #kept(stored: Assessment, before: Criteria | null): (RequirementResult | null)[] {
    // Without a job description the criteria's own words say what language they are in.
    return keptVerdicts(stored, this.#job.trim() === "" ? null : before, this.criteria);
  }

  async #withTexts(unmatched: Omit<Unmatched, "text">[]): Promise<Unmatched[]> {
    const { user } = this.#batch;
    const read = unmatched.filter(({ file }) => file.textBlob !== null);
    const texts = await this.#services.blobs.getMany(user, read.map(({ file }) => file.textBlob!));
    const byFile = new Map(read.map(({ file }, i) => [file.id, texts[i]]));
    return unmatched.flatMap((one) => {
      const text = byFile.get(one.file.id);
      if (!text) this.#fail(one.file, "its text is no longer stored");
      return text ? [{ ...one, text }] : [];
    });
  }

  /** One that the sandbox can't take must not hold back the others. */
  async #match(group: Unmatched[], signal: AbortSignal): Promise<Rescored[]> {
    try {
      return await this.#matchAll(group, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (group.length === 1) this.failed.set(group[0].file.id, error);
      if (group.length === 1) return [];
    }
    const done: Rescored[] = [];
    for (const one of group) done.push(...await this.#match([one], signal));
    return done;
  }

  async #matchAll(group: Unmatched[], signal: AbortSignal): Promise<Rescored[]> {
    const by = { job: this.#job, criteria: this.criteria };
    const resumes = group.map(({ file, stored: { candidate, warnings }, kept, text }) => ({
      text,
      name: candidate.name,
      location: candidate.location,
      copied: warnings.some(({ code }) => code === "copied_job"),
      met: kept.map((verdict) => verdict?.met ?? null),
      // When it was screened: what was "present" then, is for all of its requirements.
      now: Date.parse(file.updatedAt),
    }));
    const fresh = await this.#services.extractor.assessAgain(resumes, by, { signal });
    return group.map(({ file, stored, kept }, i) =>
      rescored(file, merged(stored, fresh[i], kept, this.criteria))
    );
  }

  #version(version: number): Promise<Criteria | null> {
    const { user, id } = this.#batch;
    const known = this.#versions.get(version);
    if (known) return known;
    const criteria = this.#services.batches.criteria(user, id, version);
    this.#versions.set(version, criteria);
    return criteria;
  }

  #fail(file: BatchFile, state: string): void {
    this.failed.set(file.id, new Error(`Cannot score file "${file.id}" again: ${state}`));
  }
}

function rescored(file: BatchFile, assessment: Assessment): Rescored {
  return { file, assessment, bytes: encoder.encode(JSON.stringify(assessment)) };
}

function* bySize(group: Unmatched[]): Generator<Unmatched[]> {
  let start = 0;
  let bytes = 0;
  for (const [at, { text }] of group.entries()) {
    if (at > start && bytes + text.length > TEXT_BYTES) {
      yield group.slice(start, at);
      [start, bytes] = [at, 0];
    }
    bytes += text.length;
  }
  if (start < group.length) yield group.slice(start);
}
