import type { Finding } from "@/lib/resume/match/finding.ts";

/** So many of each kind are shown: more than a person reads. */
const MAX_SHOWN = 25;

// Names under which tokens are kept apart from everyday words.
const SHOWN = new Map([["golang", "Go"], ["r-language", "R"], ["c-language", "C"]]);

/**
 * What was found and what was not, of the musts and nice-to-haves, in the job's own words: a
 * requirement that is met or lacking as a whole by its text, one met in part by its words.
 */
export function matchesOf(findings: Finding[]): { matched: string[]; missing: string[] } {
  const matched: string[] = [];
  const missing: string[] = [];
  for (const finding of findings) {
    const { requirement } = finding.demand;
    if (requirement.kind === "responsibility") continue;
    const { met } = finding;
    if (met === "yes") matched.push(requirement.text);
    else if (met === "no") missing.push(requirement.text);
    else {
      const words = wordsOf(finding);
      matched.push(...words.found);
      missing.push(...words.lacking);
    }
  }
  return { matched: distinct(matched), missing: distinct(missing) };
}

/** The words of one requirement, the most telling first. */
function wordsOf({ demand, found }: Finding): { found: string[]; lacking: string[] } {
  const words: { found: string[]; lacking: string[] } = { found: [], lacking: [] };
  for (const term of demand.terms.toSorted((a, b) => b.weight - a.weight)) {
    const all = [...term.words].map(([stem, word]) => ({ stem, word: SHOWN.get(word) ?? word }));
    const has = all.filter(({ stem }) => found.has(stem)).map(({ word }) => word);
    if (has.length > 0) words.found.push(...has);
    else words.lacking.push(all.map(({ word }) => word).join(" or "));
  }
  return words;
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)].slice(0, MAX_SHOWN);
}
