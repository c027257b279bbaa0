import type { Result } from "@/lib/wire/result.ts";

/** The orders in which results can be shown. */
export const RESULT_ORDERS = ["score", "years", "name"] as const;

/** Which results are shown, and in which order. */
export interface ResultFilter {
  /** Each must occur in the candidate's name, place or skills, or in the file's name. */
  words: string;
  /** Only those in whose resume every must-have was found. */
  mustHaves: boolean;
  order: typeof RESULT_ORDERS[number];
  /** Names, places and files' names are neither searched nor sorted by. */
  blind: boolean;
}

/** The results that pass, in the order asked for; equal ones stay in the order of their ranks. */
export function filterResults(results: readonly Result[], filter: ResultFilter): Result[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const fit = results.filter((result) =>
    (!filter.mustHaves || meetsMustHaves(result)) && hasWords(result, words, filter.blind)
  );
  if (filter.order === "years") return fit.sort((a, b) => yearsOf(b) - yearsOf(a));
  if (filter.order === "name" && !filter.blind) return fit.sort(byName);
  return fit;
}

/** Whether every must-have of the job was found; undefined where it has none. */
export function meetsMustHaves({ gates }: Result): boolean | undefined {
  const gate = gates.find(({ gate }) => gate === "must_haves");
  return gate && gate.outcome === "pass";
}

/** The candidate's name, or the file's where that is not known. */
export function nameOf({ candidate, name }: Result): string {
  return candidate.name || name;
}

function hasWords(result: Result, words: string[], blind: boolean): boolean {
  if (words.length === 0) return true;
  const { candidate } = result;
  const texts = [...candidate.skills, ...result.matched];
  if (!blind) texts.push(candidate.name ?? "", candidate.location ?? "", result.name);
  const all = texts.join("\n").toLowerCase();
  return words.every((word) => all.includes(word));
}

function yearsOf({ candidate }: Result): number {
  return candidate.years_experience ?? -1;
}

const { compare } = new Intl.Collator("en", { numeric: true });

function byName(a: Result, b: Result): number {
  return compare(nameOf(a), nameOf(b));
}
