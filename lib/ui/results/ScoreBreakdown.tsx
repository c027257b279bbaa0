import type { Part, PartName } from "@/lib/wire/result.ts";
import { points } from "@/lib/client/format.ts";

const NAMES: Record<PartName, string> = {
  must: "Must-have requirements",
  nice: "Nice to have",
  years: "Years of experience",
  similarity: "Similar wording to the job",
  responsibilities: "Responsibilities",
};

/** How a score adds up: each part's weight, how far it is met, and the points it gives. */
export function ScoreBreakdown({ parts, score }: { parts: Part[]; score: number }) {
  if (parts.length === 0) return null;
  return (
    <div class="breakdown">
      <StackedBar parts={parts} />
      <table>
        <caption>How the score adds up</caption>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col" class="figure">Met</th>
            <th scope="col" class="figure">Points</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part, index) => (
            <tr key={part.part}>
              <th scope="row">
                <span class="swatch" data-part={index % 6} aria-hidden="true" />
                {NAMES[part.part]}
              </th>
              <td class="figure">{points(part.value * 100)}%</td>
              <td class="figure">
                {(part.weight * part.value * 100).toFixed(1)}
                <span class="muted">of {points(part.weight * 100)}</span>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>Score</th>
            <td class="figure">{points(score)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function StackedBar({ parts }: { parts: Part[] }) {
  let x = 0;
  return (
    <svg class="stacked" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="6" />
      {parts.map((part, index) => {
        const width = Math.max(0, part.weight * part.value * 100);
        const rect = <rect key={part.part} x={x} width={width} height="6" data-part={index % 6} />;
        x += width;
        return rect;
      })}
    </svg>
  );
}
