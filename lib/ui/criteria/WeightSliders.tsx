import type { PartName } from "@/lib/wire/result.ts";
import type { CriteriaWeights } from "@/lib/wire/review/criteria.ts";

const NAMES: Record<PartName, string> = {
  must: "Must have",
  years: "Years",
  similarity: "Like the job",
  nice: "Nice to have",
  responsibilities: "Responsibilities",
};

/** What each part of a score weighs. A drag is told as it goes, its release apart. */
export function WeightSliders(
  { weights, onWeigh, onRelease }: {
    weights: CriteriaWeights;
    onWeigh: (part: PartName, weight: number) => void;
    onRelease?: () => void;
  },
) {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  const most = Math.max(1, ...Object.values(weights));
  return (
    <fieldset class="weights">
      <legend>What counts how much</legend>
      {(Object.keys(NAMES) as PartName[]).map((part) => {
        const share = sum === 0 ? 0 : Math.round(100 * weights[part] / sum);
        return (
          <label key={part}>
            <span>{NAMES[part]}</span>
            <input
              type="range"
              min={0}
              max={most}
              step={most / 100}
              value={weights[part]}
              aria-valuetext={`${share}%`}
              onInput={({ currentTarget }) => onWeigh(part, Number(currentTarget.value))}
              onChange={() => onRelease?.()}
            />
            <b class="figure" aria-hidden="true">{share}%</b>
          </label>
        );
      })}
    </fieldset>
  );
}
