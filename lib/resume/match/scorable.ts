import { type Ad, type Copied, copiedIn } from "@/lib/resume/match/copied.ts";
import { anonymous, withoutPersonal } from "@/lib/resume/match/personal.ts";
import { type Stuffing, stuffingIn } from "@/lib/resume/match/stuffing.ts";
import type { ScoredResume } from "@/lib/resume/reading/parse.ts";
import { withoutNegated } from "@/lib/resume/text/negation.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";

/** What of a resume may earn points. */
export interface Scorable {
  /** For each line, its tokens that count. */
  tokens: string[][];
  copied: Copied | undefined;
  stuffing: Stuffing | undefined;
}

/**
 * What of a resume may earn points against a job: what is about work, what it says it has, and what is not
 * the ad's own words or a list made to be found.
 */
export function scorableOf(resume: ScoredResume, ad: Ad): Scorable {
  const copied = copiedIn(resume.tokens, ad);
  const stuffing = stuffingIn(resume);
  const personal = withoutPersonal(resume.lines);
  const negated = withoutNegated(resume.lines);
  const kept = resume.tokens.map((line, at) => {
    if (stuffing?.lines.has(at)) return [];
    const changed = personal.get(at) ?? negated.get(at);
    const left = changed === undefined ? line : tokenize(changed);
    // A line that is both is no evidence of anything.
    if (!copied?.marks[at].some(Boolean)) return left;
    return changed === undefined ? left.filter((_, n) => !copied.marks[at][n]) : [];
  });
  return { tokens: anonymous(kept, resume), copied, stuffing };
}
