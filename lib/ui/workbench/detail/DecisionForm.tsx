import { useEffect, useState } from "preact/hooks";
import { byWords, DECIDE } from "@/lib/client/workbench/decision_words.ts";
import type { WorkbenchSession } from "@/lib/client/workbench/workbench_session.ts";
import { Icon, type IconName } from "@/lib/ui/parts/Icon.tsx";
import { type DecisionName, DECISIONS, MAX_NOTE_LENGTH } from "@/lib/wire/review/decision.ts";

/** The sign of each decision. */
export const DECISION_ICONS: Record<DecisionName, IconName> = {
  shortlist: "check",
  hold: "pause",
  reject: "cross",
};

/** The key of each decision. */
const KEYS: Record<DecisionName, string> = { shortlist: "s", hold: "h", reject: "r" };

/** Decides about one candidate, with a reason and a note. */
export function DecisionForm(
  { session, file, userId, onDecide }: {
    session: WorkbenchSession;
    file: string;
    userId: string;
    /** A decision that stands is taken away by null. */
    onDecide: (decision: DecisionName | null) => void;
  },
) {
  const shown = session.book.shown(file);
  const standing = session.book.standing(file);
  useWholeDecision(session, file);
  return (
    <div class="decision-form">
      <div class="decide" role="group" aria-label="Decision">
        {DECISIONS.map((decision) => {
          const on = shown?.decision === decision;
          return (
            <button
              key={decision}
              type="button"
              class="button"
              data-decision={decision}
              aria-pressed={on}
              aria-keyshortcuts={KEYS[decision]}
              onClick={() => onDecide(on ? null : decision)}
            >
              <Icon name={DECISION_ICONS[decision]} />
              {DECIDE[decision]}
            </button>
          );
        })}
      </div>
      {standing && shown?.decision && (
        <p class="muted decided-by">
          {shown.reason && <>{shown.reason}.</>} Decided{" "}
          {byWords(standing.decision.by, userId) === "in another tab"
            ? "by you"
            : byWords(standing.decision.by, userId)}
        </p>
      )}
      <Note key={file} session={session} file={file} note={shown?.note ?? ""} />
    </div>
  );
}

/** A note is sent by its button; one that others change meanwhile is shown while none is typed. */
function Note({ session, file, note }: { session: WorkbenchSession; file: string; note: string }) {
  const [text, setText] = useState<string | null>(null);
  const changed = text !== null && text !== note;
  const save = (event: Event) => {
    event.preventDefault();
    void session.note(file, (text ?? "").trim()).then(() => setText(null));
  };
  return (
    <form class="note" onSubmit={save}>
      <textarea
        rows={2}
        aria-label="Note"
        placeholder="Note"
        maxLength={MAX_NOTE_LENGTH}
        value={text ?? note}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {changed && <button type="submit" class="button">Save note</button>}
    </form>
  );
}

/** An event tells neither reason nor note: whoever looks at them gets them. */
function useWholeDecision(session: WorkbenchSession, file: string): void {
  const partial = session.book.standing(file)?.whole === false;
  useEffect(() => {
    if (!partial) return;
    const abort = new AbortController();
    session.detail(file, abort.signal).catch(() => {});
    return () => abort.abort();
  }, [file, partial]);
}
