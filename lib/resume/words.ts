import type { Finding } from "@/lib/resume/finding.ts";

/** So many words of each kind are shown: more than a person reads. */
const MAX_WORDS = 25;

/** The words of the musts and nice-to-haves that were found and not found, the most telling first. */
export function wordsOf(findings: Finding[]): { matched: string[]; missing: string[] } {
  const words = new Map<string, { word: string; weight: number; found: boolean }>();
  for (const { demand, found } of findings) {
    if (demand.requirement.kind === "responsibility") continue;
    for (const [stem, { word, weight }] of demand.terms) {
      words.set(stem, { word: words.get(stem)?.word ?? word, weight, found: found.has(stem) });
    }
  }
  const sorted = [...words.values()].sort((a, b) => b.weight - a.weight);
  const of = (found: boolean) =>
    sorted.filter((entry) => entry.found === found).slice(0, MAX_WORDS).map(({ word }) => word);
  return { matched: of(true), missing: of(false) };
}
