import { isSamePerson } from "@/lib/resume/likeness/same_person.ts";
import type { Likeness } from "@/lib/resume/likeness/likeness.ts";
import { likenessOfSketches, SKETCH_SIZE } from "@/lib/resume/likeness/sketch.ts";
import { MAX_SAME_PERSON } from "@/lib/wire/result.ts";

/** What a scored file of a batch is recognised by. */
export interface StoredLikeness extends Omit<Likeness, "sketch"> {
  sketch: Uint32Array | null;
  /** Of its bytes, in hex. */
  sha256: string | null;
}

/** What other files of its batch a file belongs with. */
export interface Relations {
  /** The file that came first and has the same bytes or the same text. */
  duplicateOf: string | null;
  /** Other files about the same person, in the order in which they came. */
  samePerson: string[];
}

/** Texts that share so much of their shingles are the same. */
const SAME_TEXT = 0.9;
/** Of sketches that are so much alike six numbers differ at most: of eight bands, two at least are equal. */
const BANDS = 8;
/** Different texts that are compared with under one band, and people under one address, number or name. */
const MAX_COMPARED = 20;

/**
 * Tells which files of a batch are the same, and which are about the same person. `files` are in the
 * order in which they came, so it says the same in whichever order they ended.
 */
export function relationsOf(
  files: readonly (readonly [id: string, likeness: StoredLikeness])[],
): Map<string, Relations> {
  const originals = new Originals();
  const people = new People(files);
  const relations = new Map<string, Relations>();
  for (const [id, likeness] of files) {
    const duplicateOf = originals.find(id, likeness);
    const samePerson = people.othersOf(id);
    if (duplicateOf !== null || samePerson.length > 0) {
      relations.set(id, { duplicateOf, samePerson });
    }
  }
  return relations;
}

/** Files that are no duplicates, by their bytes and by bands of their sketches. */
class Originals {
  readonly #bySum = new Map<string, string>();
  readonly #byBand = Array.from(
    { length: BANDS },
    () => new Map<number, { id: string; sketch: Uint32Array }[]>(),
  );

  /** The original that the file is a duplicate of; keeps it as one where there is none. */
  find(id: string, { sha256, sketch }: StoredLikeness): string | null {
    const bands = sketch ? bandsOf(sketch) : [];
    const alike = () => sketch && this.#alike(sketch, bands);
    const found = (sha256 && this.#bySum.get(sha256)) || alike() || null;
    if (sha256 && !this.#bySum.has(sha256)) this.#bySum.set(sha256, found ?? id);
    if (found || !sketch) return found;
    for (const [i, band] of bands.entries()) {
      const there = this.#byBand[i].get(band);
      if (!there) this.#byBand[i].set(band, [{ id, sketch }]);
      else if (there.length < MAX_COMPARED) there.push({ id, sketch });
    }
    return null;
  }

  /** The earliest whose text is the same: ids sort as files came. */
  #alike(sketch: Uint32Array, bands: number[]): string | null {
    let first: string | null = null;
    const seen = new Set<string>();
    for (const [i, band] of bands.entries()) {
      for (const { id, sketch: other } of this.#byBand[i].get(band) ?? []) {
        if (seen.has(id) || (first !== null && id > first)) continue;
        seen.add(id);
        if (likenessOfSketches(sketch, other) >= SAME_TEXT) first = id;
      }
    }
    return first;
  }
}

/** One number for each band: others of the same number are compared in full. */
function bandsOf(sketch: Uint32Array): number[] {
  const bands = new Array<number>(BANDS).fill(0);
  const size = SKETCH_SIZE / BANDS;
  for (let at = 0; at < SKETCH_SIZE; at++) {
    const band = Math.floor(at / size);
    bands[band] = Math.imul(bands[band] ^ sketch[at], 0x01000193);
  }
  return bands;
}

/** Files by the person they are about, as sets that are joined where they meet. */
class People {
  readonly #leads = new Map<string, string>();
  /** Files to compare with: one for each person under each address, number and name. */
  readonly #byKey = new Map<string, { id: string; likeness: StoredLikeness }[]>();
  /** Each person's files, in the order in which they came. */
  readonly #files = new Map<string, string[]>();

  constructor(files: readonly (readonly [id: string, likeness: StoredLikeness])[]) {
    for (const [id, likeness] of files) this.#add(id, likeness);
    for (const [id] of files) {
      const lead = this.#leadOf(id);
      const own = this.#files.get(lead);
      if (own) own.push(id);
      else this.#files.set(lead, [id]);
    }
  }

  /** MAX_SAME_PERSON at most. */
  othersOf(id: string): string[] {
    const others: string[] = [];
    for (const other of this.#files.get(this.#leadOf(id))!) {
      if (others.length === MAX_SAME_PERSON) break;
      if (other !== id) others.push(other);
    }
    return others;
  }

  #add(id: string, likeness: StoredLikeness): void {
    for (const key of keysOf(likeness)) {
      const known = this.#byKey.get(key) ?? [];
      const match = known.find((other) => isSamePerson(likeness, other.likeness));
      if (match) this.#leads.set(this.#leadOf(id), this.#leadOf(match.id));
      else if (known.length < MAX_COMPARED) this.#byKey.set(key, [...known, { id, likeness }]);
    }
  }

  #leadOf(id: string): string {
    let lead = id;
    for (let next = this.#leads.get(lead); next !== undefined && next !== lead;) {
      lead = next;
      next = this.#leads.get(lead);
    }
    if (lead !== id) this.#leads.set(id, lead);
    return lead;
  }
}

function keysOf({ email, phone, name }: StoredLikeness): string[] {
  const keys = [];
  if (email) keys.push(`email ${email}`);
  if (phone) keys.push(`phone ${phone}`);
  // A second name may stand in one of two resumes only: any two words find them.
  for (const [i, word] of name.entries()) {
    for (const other of name.slice(i + 1)) keys.push(`name ${[word, other].sort().join(" ")}`);
  }
  return keys;
}
