import { useEffect, useRef, useState } from "preact/hooks";
import { formatNumber } from "@/lib/client/format.ts";
import {
  decideShared,
  followShared,
  readShared,
  type SharedEnd,
} from "@/lib/client/share/shared_calls.ts";
import { useAlive } from "@/lib/ui/parts/use_alive.ts";
import type { Met, Result } from "@/lib/wire/result.ts";
import type { DecisionName } from "@/lib/wire/review/decision.ts";
import { MAX_RESULTS_PER_PAGE } from "@/lib/wire/review/result_query.ts";

const METS: Record<Met, string> = { yes: "Met", partial: "Partly met", no: "Not stated" };
const DECISIONS: [decision: DecisionName, verb: string, done: string][] = [
  ["shortlist", "Shortlist", "Shortlisted"],
  ["hold", "Hold", "On hold"],
  ["reject", "Reject", "Rejected"],
];

export interface SharedListProps {
  shareId: string;
  mayDecide: boolean;
  /** The best of them, as the page was read. */
  results: Result[];
  /** Of all. */
  total: number;
  /** The log's, before the results were read. */
  position: string;
}

/** How many more are shown at once. */
const MORE = 100;

/** The candidates that a link shows, ranked, with what shows each requirement; live. */
export function SharedList({ shareId, mayDecide, ...props }: SharedListProps) {
  const [results, setResults] = useState(props.results);
  const [ended, setEnded] = useState<SharedEnd | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [total, setTotal] = useState(props.total);
  const limit = useRef(Math.max(1, props.results.length));
  const read = async () => {
    const list = await readShared(shareId, limit.current);
    setResults(list.results);
    setTotal(list.total);
  };
  useEffect(() => {
    const renew = () => read().catch(() => {});
    return followShared(shareId, props.position, { onChange: () => void renew(), onEnd: setEnded });
  }, []);
  const alive = useAlive();
  const rows = useRef<HTMLOListElement>(null);
  const showMore = () => {
    setProblem(null);
    const first = results.length;
    limit.current = Math.min(MAX_RESULTS_PER_PAGE, first + MORE);
    read().then(
      // The button may be gone: one goes on where the list does.
      () => rows.current?.querySelectorAll<HTMLElement>("h2")[first]?.focus(),
      (error: Error) => setProblem(`No more could be loaded. ${error.message}`),
    );
  };
  const decide = (file: string, decision: DecisionName | null) => {
    setProblem(null);
    decideShared(shareId, file, decision).then(
      (decision) =>
        setResults((all) => all.map((it) => it.file_id === file ? { ...it, decision } : it)),
      (error: Error) => setProblem(`The decision wasn't saved. ${error.message}`),
    );
  };
  return (
    <>
      <div role="status">
        {ended && (
          <p class="notice">
            This link{" "}
            {ended === "revoked" ? "was revoked" : "has expired"}. Nothing more can be changed; ask
            whoever sent it for another.
          </p>
        )}
      </div>
      {problem && <p class="notice" role="alert">{problem}</p>}
      <ol role="list" class="shared-list" ref={rows}>
        {results.map((result) => (
          <li key={result.file_id} class="card">
            <SharedCandidate
              result={result}
              alive={alive}
              onDecide={mayDecide && !ended ? (decision) => decide(result.file_id, decision) : null}
            />
          </li>
        ))}
      </ol>
      {results.length < Math.min(total, MAX_RESULTS_PER_PAGE) && !ended && (
        <button type="button" class="button" disabled={!alive} onClick={showMore}>
          Show {formatNumber(Math.min(MORE, total - results.length))} more
        </button>
      )}
    </>
  );
}

function SharedCandidate(
  { result, alive, onDecide }: {
    result: Result;
    alive: boolean;
    onDecide: ((decision: DecisionName | null) => void) | null;
  },
) {
  const { candidate, name, rank, score, summary, requirements } = result;
  const decided = result.decision?.decision ?? null;
  const who = candidate.name ?? name;
  return (
    <article aria-label={who}>
      <div class="section-head">
        <h2 tabIndex={-1}>{rank}. {who}</h2>
        <b class="figure">{score} of 100</b>
      </div>
      <p>{summary}</p>
      {onDecide === null
        ? decided && (
          <p>
            <b>{DECISIONS.find(([it]) => it === decided)?.[2]}</b>
          </p>
        )
        : (
          <div class="tools" role="group" aria-label={`Decision on ${who}`}>
            {DECISIONS.map(([decision, verb, done]) => (
              <button
                key={decision}
                type="button"
                class="button"
                aria-pressed={decided === decision}
                disabled={!alive}
                onClick={() => onDecide(decided === decision ? null : decision)}
              >
                {decided === decision ? done : verb}
              </button>
            ))}
          </div>
        )}
      {requirements.length > 0 && (
        <details>
          <summary>Evidence for {requirements.length} requirements</summary>
          <dl class="shared-evidence">
            {requirements.map(({ text, met, evidence }, i) => (
              <div key={i}>
                <dt>
                  {text}: <b>{METS[met]}</b>
                </dt>
                {evidence && (
                  <dd>
                    <q>{evidence}</q>
                  </dd>
                )}
              </div>
            ))}
          </dl>
        </details>
      )}
    </article>
  );
}
