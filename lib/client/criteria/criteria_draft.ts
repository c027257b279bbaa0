import type { PartName } from "@/lib/wire/result.ts";
import {
  type Criteria,
  type CriteriaEdit,
  type CriteriaRequirement,
  type CriteriaWeights,
  MAX_ALTERNATIVES,
  MAX_REQUIREMENTS,
  type RequirementEdit,
} from "@/lib/wire/review/criteria.ts";

/** A requirement as it is being written. */
export interface DraftRequirement extends Omit<CriteriaRequirement, "id" | "any_of"> {
  /** Of its place on the page. */
  key: number;
  /** Null for a new one. */
  id: string | null;
  /** Names of which one is enough, as they are typed: parted by commas. */
  anyOf: string;
  /** As it was; null for a new one. */
  before: CriteriaRequirement | null;
}

/** Criteria as they are being written. */
export interface CriteriaDraft {
  requirements: readonly DraftRequirement[];
  weights: CriteriaWeights;
  /** For the next requirement. */
  nextKey: number;
}

/** What can happen to a {@linkcode CriteriaDraft}. */
export type DraftAction =
  | { type: "loaded"; criteria: Criteria }
  | { type: "changed"; key: number; change: Partial<DraftRequirement> }
  | { type: "added" }
  | { type: "removed"; key: number }
  | { type: "weighed"; part: PartName; weight: number };

/** A draft that is as the criteria are. */
export function draftOf({ requirements, weights }: Pick<Criteria, "requirements" | "weights">) {
  const drafts = requirements.map((before, key): DraftRequirement => {
    const { any_of, ...rest } = before;
    return { ...rest, key, anyOf: any_of.join(", "), before };
  });
  return { requirements: drafts, weights, nextKey: drafts.length };
}

/** The draft after `action`. Pure. */
export function reduceDraft(draft: CriteriaDraft, action: DraftAction): CriteriaDraft {
  const { requirements, nextKey } = draft;
  switch (action.type) {
    case "loaded":
      return draftOf(action.criteria);
    case "changed":
      return {
        ...draft,
        requirements: requirements.map((it) =>
          it.key === action.key ? { ...it, ...action.change } : it
        ),
      };
    case "added":
      if (requirements.length >= MAX_REQUIREMENTS) return draft;
      return { ...draft, requirements: [...requirements, blank(nextKey)], nextKey: nextKey + 1 };
    case "removed":
      return { ...draft, requirements: requirements.filter(({ key }) => key !== action.key) };
    case "weighed":
      return { ...draft, weights: { ...draft.weights, [action.part]: action.weight } };
  }
}

/** What is sent of a draft; requirements without a text are left out. */
export function editOf({ requirements, weights }: CriteriaDraft): CriteriaEdit {
  const written = requirements.filter(({ text }) => text.trim() !== "");
  return { requirements: written.map(requirementOf), weights };
}

/** What keeps a draft from being sent, for people; null where nothing does. */
export function draftProblem({ weights }: CriteriaDraft): string | null {
  return Object.values(weights).some((weight) => weight > 0)
    ? null
    : "At least one part must weigh something";
}

/** Names are read from the text again where it is another and nobody has changed them. */
function requirementOf(draft: DraftRequirement): RequirementEdit {
  const { id, text, kind, years, knockout, weight, anyOf, before } = draft;
  const isRead = (before?.any_of.join(", ") ?? "") === anyOf;
  const names = anyOf.split(",").map((name) => name.trim()).filter((name) => name !== "");
  return {
    ...id !== null && { id },
    text,
    kind,
    years,
    ...!isRead && { any_of: names.slice(0, MAX_ALTERNATIVES) },
    knockout,
    weight,
  };
}

function blank(key: number): DraftRequirement {
  const rest = { text: "", kind: "must" as const, years: null, knockout: false, weight: 1 };
  return { ...rest, key, id: null, anyOf: "", before: null };
}
