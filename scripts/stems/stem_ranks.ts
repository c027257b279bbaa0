import { stem } from "@/lib/resume/text/stems.ts";

/** So many stems make up nearly all of English text; the table has to stay small. */
const STEMS = 8_000;

const SOURCE =
  "English words by frequency: wikipedia.json and commonWords.json of the npm package " +
  "@zxcvbn-ts/language-en 3.0.2 (MIT, see stem_ranks.LICENSE.txt), stemmed by lib/resume/text/stems.ts, " +
  "the better of two ranks taken, most frequent first; made by scripts/stems/stem_ranks.ts";

/** The stems of ranked word lists, most frequent first: the best rank of any word of a stem counts. */
export function rankStems(lists: string[][], count: number): string[] {
  const ranks = new Map<string, number>();
  for (const [rank, word] of lists.flatMap((list) => [...list.entries()])) {
    if (!/^[a-z]+$/.test(word)) continue;
    const key = stem(word, "en");
    ranks.set(key, Math.min(ranks.get(key) ?? Infinity, rank));
  }
  const order = [...ranks].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
  return order.slice(0, count).map(([key]) => key);
}

if (import.meta.main) {
  // The folder with the unpacked package's lists.
  const [folder] = Deno.args;
  const read = async (name: string) => JSON.parse(await Deno.readTextFile(`${folder}/${name}`));
  const lists = [await read("wikipedia.json"), await read("commonWords.json")];
  const stems = rankStems(lists, STEMS).join(" ");
  console.log(JSON.stringify({ source: SOURCE, stems }, null, 2));
}
