/** So many words in a row point to the place in the ad that they may be from. */
const SEED = 3;
/** A seed that the ad repeats points to its first places: a text of one word would be the square of itself. */
const MAX_PLACES = 4;
/** So many words in a row may have been put for others. */
const MAX_SWAPPED = 2;
/** So much of a passage is the ad's, word for word, though words of it were swapped. */
const MOST = 0.7;

/** A shorter line is an item of a list or a title, and names the same thing by the same words. */
const MIN_LINE = 8;
/** So much of a line makes it the ad's line. */
const WHOLE = 0.85;
/** So many words that go on through an own line are copied as well. */
const LONG = 24;
/** Lines in which such a passage counts; a list of skills in the ad's order is no passage. */
const PROSE_LINE = 6;

/** Where in an ad each three words in a row stand. */
export type SeedPlaces = ReadonlyMap<string, readonly number[]>;

/** A part of a text's words, from `start` up to before `end`. */
export interface Passage {
  start: number;
  end: number;
}

interface Run extends Passage {
  /** Its words that are the ad's. */
  same: number;
}

/** The places of an ad's words, see `passagesIn`. */
export function seedPlacesOf(words: readonly string[]): SeedPlaces {
  const places = new Map<string, number[]>();
  for (let at = 0; at + SEED <= words.length; at++) {
    const seed = words.slice(at, at + SEED).join(" ");
    const known = places.get(seed);
    if (known === undefined) places.set(seed, [at]);
    else if (known.length < MAX_PLACES) known.push(at);
  }
  return places;
}

/** The runs of words that go along with the ad's, in which some may be swapped. */
function runsOf(words: readonly string[], known: ReadonlySet<string>, places: SeedPlaces): Run[] {
  const runs: Run[] = [];
  /** The last run at each distance between its place in the text and in the ad. */
  const last = new Map<number, Run>();
  let streak = 0;
  for (let end = 1; end <= words.length; end++) {
    streak = known.has(words[end - 1]) ? streak + 1 : 0;
    if (streak < SEED) continue;
    const start = end - SEED;
    for (const place of places.get(words.slice(start, end).join(" ")) ?? []) {
      const run = last.get(start - place);
      if (run !== undefined && start - run.end <= MAX_SWAPPED) {
        run.same += end - Math.max(run.end, start);
        run.end = end;
        continue;
      }
      const opened = { start, end, same: SEED };
      runs.push(opened);
      last.set(start - place, opened);
    }
  }
  return runs.filter(({ start, end, same }) => same > SEED && same >= MOST * (end - start));
}

const YEAR = /^(?:19|20)\d\d$/;

/**
 * The passages of a text's tokenised lines that are the ad's, though words were swapped: whole lines of eight
 * words and more, and longer passages within a line. A line with a year tells of a position.
 */
export function passagesIn(
  lines: readonly (readonly string[])[],
  known: ReadonlySet<string>,
  places: SeedPlaces,
): Passage[] {
  const runs = runsOf(lines.flat(), known, places).sort((a, b) => a.start - b.start);
  const passages: Passage[] = [];
  let end = 0;
  let next = 0;
  let open: Run[] = [];
  for (const line of lines) {
    const start = end;
    end += line.length;
    while (next < runs.length && runs[next].start < end) open.push(runs[next++]);
    open = open.filter((run) => run.end > start);
    if (line.length < PROSE_LINE || line.some((word) => YEAR.test(word))) continue;
    const longest = open.map((run) => ({
      start: Math.max(run.start, start),
      end: Math.min(run.end, end),
    })).reduce((a, b) => b.end - b.start > a.end - a.start ? b : a, { start, end: start });
    const length = longest.end - longest.start;
    const isWhole = line.length >= MIN_LINE && length >= WHOLE * line.length;
    if (isWhole || length >= LONG) passages.push(longest);
  }
  return passages;
}
