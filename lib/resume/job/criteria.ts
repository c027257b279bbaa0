import { type Job, jobOf, parseJob } from "@/lib/resume/job/job.ts";
import { namesIn, type Requirement } from "@/lib/resume/job/requirements.ts";
import { languageOf } from "@/lib/resume/text/language.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";
import type { Criteria, CriteriaEdit, CriteriaRequirement } from "@/lib/wire/review/criteria.ts";

/** What a job description asks for, as criteria have it. Never throws. */
export function requirementsRead(description: string): CriteriaRequirement[] {
  return parseJob(description).requirements.map(({ anyOf, ...rest }, at) => ({
    id: `r${at + 1}`,
    ...rest,
    any_of: anyOf,
  }));
}

/** The job that criteria state; the job description gives its title, language and other words. */
export function jobOfCriteria(criteria: Pick<Criteria, "requirements">, description: string): Job {
  const asked = criteria.requirements.map(({ any_of, id: _, ...rest }): Requirement => ({
    ...rest,
    anyOf: any_of,
  }));
  const read = parseJob(description);
  if (read.tokens.length > 0) {
    return jobOf(asked, { ...read, cut: read.cut && isAsRead(asked, read.requirements) });
  }
  const tokens = asked.map(({ text }) => tokenize(text));
  return jobOf(asked, { title: null, language: languageOf(tokens.flat()), cut: false, tokens });
}

/** Whether nobody has changed what was read: who has, has seen what there is. */
function isAsRead(asked: Requirement[], read: Requirement[]): boolean {
  return asked.length === read.length && asked.every(({ text }, at) => text === read[at].text);
}

/**
 * An edit with all that it left out. A requirement keeps its id where it is given; where its text is not
 * what it was in `before` and no names are given, they are read from the text again.
 */
export function completed(
  edit: CriteriaEdit,
  before: CriteriaRequirement[],
): CriteriaRequirement[] {
  const old = new Map(before.map((requirement) => [requirement.id, requirement]));
  const taken = new Set([...old.keys(), ...edit.requirements.flatMap(({ id }) => id ?? [])]);
  const language = languageOf(edit.requirements.flatMap(({ text }) => tokenize(text)));
  return edit.requirements.map((given) => {
    const { id = freeId(taken), text, kind, years = null, weight = 1, knockout = false } = given;
    const known = old.get(id);
    const any_of = given.any_of ??
      (known?.text === text
        ? known.any_of
        : kind === "responsibility"
        ? []
        : namesIn(text, language));
    return { id, text, kind, years, any_of, knockout, weight };
  });
}

/** The first id that no requirement has; it is taken then. */
function freeId(taken: Set<string>): string {
  let number = 1;
  while (taken.has(`r${number}`)) number++;
  taken.add(`r${number}`);
  return `r${number}`;
}
