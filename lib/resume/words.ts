import type { Finding } from "@/lib/resume/finding.ts";

/** So many words of each kind are shown: more than a person reads. */
const MAX_WORDS = 25;

// Names under which tokens are kept apart from everyday words.
const SHOWN = new Map([["golang", "Go"], ["r-language", "R"], ["c-language", "C"]]);

/** The words of the musts and nice-to-haves that were found and not found, the most telling first. */
export function wordsOf(findings: Finding[]): { matched: string[]; missing: string[] } {
  const words = new Map<string, { weight: number; found: boolean }>();
  for (const { demand, found } of findings) {
    if (demand.requirement.kind === "responsibility") continue;
    for (const term of demand.terms) {
      const all = [...term.words].map(([stem, word]) => ({ stem, word: SHOWN.get(word) ?? word }));
      const has = all.filter(({ stem }) => found.has(stem)).map(({ word }) => word);
      const either = all.map(({ word }) => word).join(" or ");
      for (const word of has.length > 0 ? has : [either]) {
        if (!words.has(word)) words.set(word, { weight: term.weight, found: has.length > 0 });
      }
    }
  }
  const sorted = [...words].sort(([, a], [, b]) => b.weight - a.weight);
  const of = (found: boolean) =>
    sorted.filter(([, entry]) => entry.found === found).slice(0, MAX_WORDS).map(([word]) => word);
  return { matched: of(true), missing: of(false) };
}
