import { points } from "@/lib/client/format.ts";

/** A score of 0 to 100 as a number inside a ring that is filled as far. */
export function ScoreMeter({ score }: { score: number }) {
  const value = points(score);
  return (
    <span class="score">
      <svg viewBox="0 0 44 44" width="56" height="56" aria-hidden="true">
        <circle class="track" cx="22" cy="22" r="19" />
        <circle
          class="fill"
          cx="22"
          cy="22"
          r="19"
          pathLength="100"
          stroke-dasharray={`${value} 100`}
        />
      </svg>
      <b class="figure">{value}</b>
      <span class="visually-hidden">of 100 points</span>
    </span>
  );
}
