import { useEffect, useRef } from "preact/hooks";
import type { CriteriaDraft, DraftAction } from "@/lib/client/criteria/criteria_draft.ts";
import { RequirementRow } from "@/lib/ui/criteria/RequirementRow.tsx";
import { WeightSliders } from "@/lib/ui/criteria/WeightSliders.tsx";
import { MAX_REQUIREMENTS } from "@/lib/wire/review/criteria.ts";

/** What a job asks for, and what of it counts how much, to be changed. */
export function CriteriaEditor(
  { draft, onAction, onRelease }: {
    draft: CriteriaDraft;
    onAction: (action: DraftAction) => void;
    /** A weight was let go. */
    onRelease?: () => void;
  },
) {
  const { requirements, weights } = draft;
  const list = useRef<HTMLOListElement>(null);
  const count = useRef(requirements.length);
  // Who adds one writes it next; who removes one goes on in the list.
  useEffect(() => {
    const before = count.current;
    count.current = requirements.length;
    if (requirements.length === before + 1) {
      list.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus();
    }
  }, [requirements.length]);
  return (
    <div class="criteria-editor">
      {requirements.length === 0 && <p class="muted">The job states no requirements.</p>}
      <ol class="requirement-rows" role="list" aria-label="Requirements" ref={list} tabIndex={-1}>
        {requirements.map((requirement, i) => (
          <RequirementRow
            key={requirement.key}
            requirement={requirement}
            number={i + 1}
            onChange={(change) => onAction({ type: "changed", key: requirement.key, change })}
            onRelease={onRelease}
            onRemove={() => {
              list.current?.focus();
              onAction({ type: "removed", key: requirement.key });
            }}
          />
        ))}
      </ol>
      <button
        type="button"
        class="button quiet"
        disabled={requirements.length >= MAX_REQUIREMENTS}
        onClick={() => onAction({ type: "added" })}
      >
        {requirements.length >= MAX_REQUIREMENTS
          ? `${MAX_REQUIREMENTS} requirements at most`
          : "Add a requirement"}
      </button>
      <WeightSliders
        weights={weights}
        onWeigh={(part, weight) => onAction({ type: "weighed", part, weight })}
        onRelease={onRelease}
      />
    </div>
  );
}
