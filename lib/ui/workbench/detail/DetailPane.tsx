import { useEffect, useRef } from "preact/hooks";
import { batchPath } from "@/lib/client/api/api.ts";
import { countOf, formatNumber } from "@/lib/client/format.ts";
import { type Candidate, nameOf } from "@/lib/client/workbench/candidate.ts";
import type { WorkbenchSession } from "@/lib/client/workbench/workbench_session.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { Tabs } from "@/lib/ui/parts/Tabs.tsx";
import { ScoreMeter } from "@/lib/ui/results/ScoreMeter.tsx";
import { DecisionForm } from "@/lib/ui/workbench/detail/DecisionForm.tsx";
import { DETAIL_TABS } from "@/lib/ui/workbench/detail/detail_tabs.tsx";
import type { Result } from "@/lib/wire/result.ts";
import type { DecisionName } from "@/lib/wire/review/decision.ts";

interface DetailPaneProps {
  session: WorkbenchSession;
  candidate: Candidate;
  /** Where it stands among those that are shown, from 1; 0 where it is none of them. */
  place: number;
  of: number;
  userId: string;
  /** All results that are loaded, by their file_ids. */
  known: ReadonlyMap<string, Result>;
  onClose: () => void;
  /** Goes on by so many candidates. */
  onStep: (by: number) => void;
  onDecide: (decision: DecisionName | null) => void;
  onRetry: () => void;
}

/** One candidate: who, how well, what is decided, and why. */
export function DetailPane(props: DetailPaneProps) {
  const { session, candidate, known } = props;
  const pane = useRef<HTMLElement>(null);
  // Who goes on to the next candidate begins to read at its top.
  useEffect(() => void pane.current?.scrollTo(0, 0), [candidate.id]);
  return (
    <section class="detail" ref={pane} aria-labelledby="detail-title">
      <DetailNav {...props} />
      <DetailHead candidate={candidate} />
      {candidate.retryable && (
        <button type="button" class="button" onClick={props.onRetry}>
          <Icon name="refresh" />Retry this file
        </button>
      )}
      {candidate.decidable && (
        <DecisionForm
          session={session}
          file={candidate.id}
          userId={props.userId}
          onDecide={props.onDecide}
        />
      )}
      <Tabs
        id="detail"
        label="About this candidate"
        tabs={DETAIL_TABS.map(({ name, draw }) => ({
          name,
          draw: () => draw({ session, candidate, known }),
        }))}
      />
      {candidate.result && (
        <p>
          <a
            href={`${batchPath(session.batchId)}/files/${candidate.id}/explanation`}
            target="_blank"
          >
            Explanation for the candidate
          </a>
        </p>
      )}
    </section>
  );
}

function DetailNav({ place, of, onClose, onStep }: DetailPaneProps) {
  return (
    <div class="detail-nav">
      <button type="button" class="button quiet" onClick={onClose}>
        <Icon name="back" />
        <span>Back to the list</span>
      </button>
      <span class="muted figure">
        {place > 0 && `${formatNumber(place)} of ${formatNumber(of)}`}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label="Previous candidate"
        aria-disabled={place === 1}
        onClick={() => onStep(-1)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Next candidate"
        aria-disabled={place === of}
        onClick={() => onStep(1)}
      >
        <Icon name="down" />
      </button>
    </div>
  );
}

function DetailHead({ candidate }: { candidate: Candidate }) {
  const { result } = candidate;
  return (
    <div class="detail-head">
      <div>
        <h2 id="detail-title" tabIndex={-1}>{nameOf(candidate)}</h2>
        <p class="muted">{factsOf(candidate).join(" · ")}</p>
      </div>
      {result && <ScoreMeter score={result.score} />}
    </div>
  );
}

function factsOf({ result, file }: Candidate): string[] {
  if (!result) return [];
  const { years_experience: years, location } = result.candidate;
  return [
    `Rank ${result.rank}`,
    years === null ? "" : countOf(Math.round(years), "year"),
    location ?? "",
    result.candidate.name ? file : "",
  ].filter((text) => text !== "");
}
