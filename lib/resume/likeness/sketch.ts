/** Numbers of a sketch: two of equal likeness differ by 0.04 (one standard deviation) near .9. */
export const SKETCH_SIZE = 64;

/** Words that make one shingle. More, and a few changed words would make another text. */
const SHINGLE = 3;
/** Shorter texts are alike by chance. */
const MIN_WORDS = 30;
/** Words that are looked at: thirty pages. */
const MAX_WORDS = 15_000;

// Scripts that don't part words are taken letter by letter.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+/gu;

/** Makes one hash of many; odd, so that each is a permutation. */
const SEEDS = Uint32Array.from(
  { length: SKETCH_SIZE },
  (_, i) => mix(Math.imul(i + 1, 0x9e3779b1)) | 1,
);

/**
 * A MinHash signature of a text's shingles (Broder): as many of two signatures' numbers are equal as the
 * texts have shingles in common. Null for a text of a few words.
 */
export function sketchOf(text: string): number[] | null {
  const words = wordHashes(text);
  if (words.length < MIN_WORDS) return null;
  const shingles = new Set<number>();
  for (let at = SHINGLE - 1; at < words.length; at++) {
    let hash = 0;
    for (let back = SHINGLE - 1; back >= 0; back--) {
      hash = mix(Math.imul(hash, 31) + words[at - back]);
    }
    shingles.add(hash);
  }
  const least = new Uint32Array(SKETCH_SIZE).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let i = 0; i < SKETCH_SIZE; i++) {
      const hash = mix(Math.imul(shingle ^ SEEDS[i], SEEDS[i]));
      if (hash < least[i]) least[i] = hash;
    }
  }
  return [...least];
}

/** What part of two texts' shingles is common to both, 0 to 1, by their sketches. */
export function likenessOfSketches(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let same = 0;
  for (let i = 0; i < SKETCH_SIZE; i++) if (a[i] === b[i]) same++;
  return same / SKETCH_SIZE;
}

function wordHashes(text: string): number[] {
  const hashes: number[] = [];
  for (const [word] of text.normalize("NFKC").toLowerCase().matchAll(WORD)) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    hashes.push(hash >>> 0);
    if (hashes.length === MAX_WORDS) break;
  }
  return hashes;
}

/** MurmurHash3's finalizer: each bit of the input moves half of the output's. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
