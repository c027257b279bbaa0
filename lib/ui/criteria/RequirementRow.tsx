import type { DraftRequirement } from "@/lib/client/criteria/criteria_draft.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import type { RequirementKind } from "@/lib/wire/result.ts";
import {
  MAX_REQUIREMENT_BYTES,
  MAX_REQUIREMENT_WEIGHT,
  MAX_YEARS,
} from "@/lib/wire/review/criteria.ts";

const KINDS: Record<RequirementKind, string> = {
  must: "Must have",
  nice: "Nice to have",
  responsibility: "Responsibility",
};

/** One requirement that can be changed. */
export function RequirementRow(
  { requirement, number, onChange, onRelease, onRemove }: {
    requirement: DraftRequirement;
    /** Its place, from 1. */
    number: number;
    onChange: (change: Partial<DraftRequirement>) => void;
    /** Its weight was let go. */
    onRelease?: () => void;
    onRemove: () => void;
  },
) {
  const { text, kind, years, anyOf, knockout, weight } = requirement;
  return (
    <li class="requirement-row">
      <label class="wide">
        <span>Requirement {number}</span>
        <input
          type="text"
          value={text}
          maxLength={MAX_REQUIREMENT_BYTES}
          onInput={({ currentTarget }) => onChange({ text: currentTarget.value })}
        />
      </label>
      <label>
        <span>Kind</span>
        <select
          value={kind}
          onChange={({ currentTarget }) =>
            onChange({ kind: currentTarget.value as RequirementKind })}
        >
          {Object.entries(KINDS).map(([value, words]) => (
            <option key={value} value={value} selected={value === kind}>{words}</option>
          ))}
        </select>
      </label>
      <label>
        <span>Years</span>
        <input
          type="number"
          class="short"
          min={0}
          max={MAX_YEARS}
          step={0.5}
          value={years ?? ""}
          onInput={({ currentTarget }) => onChange({ years: yearsOf(currentTarget.value) })}
        />
      </label>
      <label>
        <span>Weight: {weight}</span>
        <input
          type="range"
          min={0}
          max={MAX_REQUIREMENT_WEIGHT}
          step={0.5}
          value={weight}
          onInput={({ currentTarget }) => onChange({ weight: Number(currentTarget.value) })}
          onChange={() => onRelease?.()}
        />
      </label>
      <label class="wide">
        <span>One of these is enough</span>
        <input
          type="text"
          value={anyOf}
          placeholder="Names, by commas"
          onInput={({ currentTarget }) => onChange({ anyOf: currentTarget.value })}
        />
      </label>
      <label class="switch">
        <input
          type="checkbox"
          checked={knockout}
          onChange={({ currentTarget }) => onChange({ knockout: currentTarget.checked })}
        />
        <span>Knock-out</span>
      </label>
      <button
        type="button"
        class="icon-button"
        aria-label={`Remove requirement ${number}`}
        onClick={onRemove}
      >
        <Icon name="trash" />
      </button>
    </li>
  );
}

function yearsOf(text: string): number | null {
  const years = Number.parseFloat(text);
  return Number.isFinite(years) ? Math.min(MAX_YEARS, Math.max(0, years)) : null;
}
