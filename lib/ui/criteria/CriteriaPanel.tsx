import { useEffect, useReducer, useState } from "preact/hooks";
import {
  type CriteriaDraft,
  type DraftAction,
  draftOf,
  draftProblem,
  editOf,
  reduceDraft,
} from "@/lib/client/criteria/criteria_draft.ts";
import type { CriteriaSession, CriteriaState } from "@/lib/client/criteria/criteria_session.ts";
import type { Weighing } from "@/lib/client/criteria/preview.ts";
import { countOf, formatNumber } from "@/lib/client/format.ts";
import type { SSEService } from "@/lib/client/stream/sse_service.ts";
import { CriteriaEditor } from "@/lib/ui/criteria/CriteriaEditor.tsx";
import { useCriteriaSession } from "@/lib/ui/criteria/use_criteria_session.ts";
import { VersionChoice } from "@/lib/ui/criteria/VersionChoice.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";
import { type Criteria, DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";

const EMPTY: CriteriaDraft = { requirements: [], weights: DEFAULT_WEIGHTS, nextKey: 0 };

/** By what a batch's resumes are scored: looked at, changed, and taken up again from older versions. */
export function CriteriaPanel(
  { batchId, sse, onPreview }: {
    batchId: string;
    /** The user's stream. */
    sse: SSEService;
    /** A slider is being dragged: how the list is to be shown; null for as it is. */
    onPreview: (weighing: Weighing | null) => void;
  },
) {
  const session = useCriteriaSession(batchId, sse, () => onPreview(null));
  const state = session?.state.value;
  if (!session || !state?.latest || !state.shown) {
    if (state?.problem) return <Notice>{state.problem}</Notice>;
    // It keeps its place, so that the list doesn't move when it is there.
    return (
      <div class="card criteria">
        <p class="criteria-awaited">Criteria</p>
      </div>
    );
  }
  return (
    <OpenPanel
      batchId={batchId}
      session={session}
      state={state}
      latest={state.latest}
      shown={state.shown}
      onPreview={onPreview}
    />
  );
}

function OpenPanel(
  { batchId, session, state, latest, shown, onPreview }: {
    batchId: string;
    session: CriteriaSession;
    state: CriteriaState;
    latest: Criteria;
    shown: Criteria;
    onPreview: (weighing: Weighing | null) => void;
  },
) {
  const [draft, act] = useReducer(reduceDraft, EMPTY);
  const [problem, setProblem] = useState<string | null>(null);
  const isOld = shown.version !== latest.version;
  useEffect(() => act({ type: "loaded", criteria: shown }), [shown]);
  const base = JSON.stringify(editOf(draftOf(shown)));
  const changed = draft !== EMPTY && JSON.stringify(editOf(draft)) !== base;
  const save = () => {
    const wrong = draftProblem(draft);
    setProblem(wrong);
    if (wrong === null && (changed || isOld)) void session.save(editOf(draft));
  };
  return (
    <details class="card criteria">
      <summary>
        Criteria: {countOf(shown.requirements.length, "requirement")}, version {shown.version}
      </summary>
      <State state={state} session={session} version={latest.version} />
      {(problem ?? state.problem) !== null && <Notice>{problem ?? state.problem}</Notice>}
      <VersionChoice
        latest={latest.version}
        shown={shown.version}
        onLook={(version) => void session.look(version)}
      />
      <CriteriaEditor
        draft={draft}
        onAction={(action) => {
          act(action);
          if (isWeighing(action)) onPreview(weighingOf(reduceDraft(draft, action)));
        }}
        onRelease={isOld ? undefined : save}
      />
      <div class="criteria-foot">
        <button
          type="button"
          class="button primary"
          disabled={state.saving || !(changed || isOld)}
          onClick={save}
        >
          {isOld ? "Take up these criteria" : "Score again"}
        </button>
        {changed && (
          <button
            type="button"
            class="button quiet"
            onClick={() => {
              act({ type: "loaded", criteria: shown });
              onPreview(null);
            }}
          >
            Undo changes
          </button>
        )}
        <a class="button quiet" href={`/?criteria=${encodeURIComponent(batchId)}`}>
          Same job, new batch
        </a>
      </div>
    </details>
  );
}

function State(
  { state, session, version }: { state: CriteriaState; session: CriteriaSession; version: number },
) {
  const { scoring, outdated } = state;
  const words = scoring
    ? `Scoring again: ${formatNumber(scoring.scored)} of ${countOf(scoring.total, "resume")}`
    : `The list is by version ${version}`;
  return (
    <>
      <p class="muted" role="status">{words}</p>
      {outdated && (
        <Notice tone="hint">
          <p>The criteria were changed in another tab.</p>
          <button type="button" class="button" onClick={() => void session.load()}>
            Reload them
          </button>
        </Notice>
      )}
    </>
  );
}

/** Whether what one does is arithmetic on the results that the page has. */
function isWeighing(action: DraftAction): boolean {
  return action.type === "weighed" ||
    action.type === "changed" && action.change.weight !== undefined;
}

function weighingOf({ weights, requirements }: CriteriaDraft): Weighing {
  const known = requirements.flatMap(({ id, weight }): [string, number][] =>
    id === null ? [] : [[id, weight]]
  );
  return { weights, requirements: new Map(known) };
}
