import { HEAD_BYTES } from "@/lib/extract/document/file_kind.ts";
import { givenKind } from "@/lib/extract/document/given_kind.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { Extractor } from "@/lib/extract/extractor.ts";
import { zipOf } from "@/lib/extract/testing/office_fixture.ts";
import { isContainer } from "@/lib/wire/file_kinds.ts";
import { documentSeeds, type Seed } from "@/tests/fuzz/document_seeds.ts";
import type { Findings } from "@/tests/fuzz/findings.ts";
import { mutated } from "@/tests/fuzz/mutation.ts";
import { Random } from "@/tests/fuzz/random.ts";
import { JOB } from "@/testing/resumes.ts";

export interface DocumentFuzzOptions {
  /** How many documents. */
  count: number;
  seed: number;
  findings: Findings;
  /** How many are read at once. */
  atOnce?: number;
}

/** How documents ended, by kind and outcome, such as "pdf read" or "doc corrupt". */
export type Outcomes = Record<string, number>;

/** What no document may end by; nor by an error that is none of a document's. */
const FAULT = /^(?:timeout|out_of_memory|crashed|threw .*)$/s;
/** What unpacking gives at once at most, in bytes. */
const PAGE_BYTES = 4 * 1024 ** 2;
const NOW = new Date("2026-11-25T00:00:00Z");

/**
 * Reads changed documents of every kind in the sandbox. Found is what ends it: a crash, a lack of memory,
 * or more than its 5 seconds, which are asked for a second time, alone, since a busy machine takes long.
 */
export async function fuzzDocuments(
  { count, seed, findings, atOnce = 2 }: DocumentFuzzOptions,
): Promise<Outcomes> {
  const seeds = await documentSeeds();
  const outcomes: Outcomes = {};
  const slow: Changed[] = [];
  await using extractor = new Extractor({ size: atOnce });
  let next = 0;
  const read = async () => {
    for (let at = next++; at < count; at = next++) {
      const changed = await changedDocument(seeds, new Random(seed + at));
      const outcome = await outcomeOf(extractor, changed);
      const key = `${changed.kind ?? "none"} ${outcome}`;
      outcomes[key] = (outcomes[key] ?? 0) + 1;
      if (outcome === "timeout") slow.push(changed);
      else if (FAULT.test(outcome)) {
        await findings.add(key, `input ${at} of ${seed}`, changed.bytes);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, read));
  for (const changed of slow) {
    const again = await outcomeOf(extractor, changed);
    if (FAULT.test(again)) await findings.add(`${changed.kind} ${again}`, "twice", changed.bytes);
  }
  return outcomes;
}

interface Changed {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  kind: ReturnType<typeof givenKind>;
}

async function changedDocument(seeds: readonly Seed[], random: Random): Promise<Changed> {
  // Every kind as often, however many seeds it has.
  const kinds = [...new Set(seeds.map(({ kind }) => kind))];
  const kind = random.pick(kinds);
  const { name, bytes, entries } = random.pick(seeds.filter((seed) => seed.kind === kind));
  const other = random.pick(seeds).bytes;
  const changed = entries && random.chance(0.6)
    ? await withChangedEntry(entries, other, random)
    : mutated(bytes, other, random);
  return { name, bytes: changed, kind: givenKind(name, changed.subarray(0, HEAD_BYTES)) };
}

async function withChangedEntry(
  entries: Record<string, Uint8Array>,
  other: Uint8Array,
  random: Random,
): Promise<Uint8Array<ArrayBuffer>> {
  const name = random.pick(Object.keys(entries));
  const files = { ...entries, [name]: mutated(entries[name], other, random) };
  return new Uint8Array(await zipOf(files));
}

async function outcomeOf(extractor: Extractor, { bytes, name, kind }: Changed): Promise<string> {
  try {
    if (kind !== null && isContainer(kind)) {
      await extractor.unpack(bytes, kind, { from: 0, maxBytes: PAGE_BYTES });
    } else {
      await extractor.screen(bytes, name, { job: JOB, now: NOW });
    }
    return "read";
  } catch (error) {
    return error instanceof ExtractionError ? error.reason : `threw ${error}`;
  }
}
