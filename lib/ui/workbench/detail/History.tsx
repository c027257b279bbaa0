import { useEffect, useState } from "preact/hooks";
import { DECIDED } from "@/lib/client/workbench/decision_words.ts";
import type { WorkbenchSession } from "@/lib/client/workbench/workbench_session.ts";
import { points } from "@/lib/client/format.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";

const when = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** All that was decided about a file, last first. */
export function History({ session, file }: { session: WorkbenchSession; file: string }) {
  const [history, setHistory] = useState<readonly Decision[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const version = session.book.version(file);
  useEffect(() => {
    const abort = new AbortController();
    session.detail(file, abort.signal).then(
      (detail) => setHistory(detail.history),
      (error) => abort.signal.aborted || setProblem((error as Error).message),
    );
    return () => abort.abort();
  }, [file, version]);
  if (problem !== null) return <p class="muted" role="alert">{problem}</p>;
  if (history === null) return <p class="muted">Loading</p>;
  if (history.length === 0) return <p class="muted">Nothing decided yet.</p>;
  return (
    <ol class="history" role="list">
      {history.toReversed().map((decision) => (
        <li key={decision.version}>
          <Entry decision={decision} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ decision: { decision, reason, note, by, at, score } }: { decision: Decision }) {
  return (
    <>
      <p>
        <b>{decision === null ? "No decision" : DECIDED[decision]}</b>
        {reason && <>: {reason}</>}
      </p>
      {note && <p class="pre">{note}</p>}
      <p class="muted">
        <time datetime={at}>{when.format(new Date(at))}</time> by {by}
        {score !== null && <>, score {points(score)}</>}
      </p>
    </>
  );
}
