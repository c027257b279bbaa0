import { useEffect, useRef } from "preact/hooks";
import type { OutageWait } from "@/lib/client/api/outage.ts";
import type { Question } from "@/lib/client/batch/batch_acts.ts";
import type { BatchSession } from "@/lib/client/batch/batch_session.ts";
import type { Viewed } from "@/lib/client/batch/batch_state.ts";
import { unsentIn } from "@/lib/client/batch/sent_rows.ts";
import { countOf } from "@/lib/client/format.ts";
import { Countdown } from "@/lib/ui/parts/Countdown.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** What holds an upload up, and what is asked before files are lost. */
export function SendingStatus({ session, state }: { session: BatchSession; state: Viewed }) {
  useLeaveWarning(state.kind === "uploading");
  const question = session.acts.question.value;
  const answer = (yes: boolean) => {
    document.getElementById("batch-title")?.focus();
    void session.acts.answer(yes);
  };
  const unsent = unsentIn(state.view.rows);
  return (
    <>
      {state.kind === "uploading" && state.wait !== null && (
        <Wait
          wait={state.wait}
          unsent={unsent}
          onRetry={() => session.retryNow()}
        />
      )}
      {question !== null && (
        <Asked question={{ ...question, unsent: question.unsent && unsent }} onAnswer={answer} />
      )}
    </>
  );
}

/** The browser asks before the page is left. */
function useLeaveWarning(sending: boolean): void {
  useEffect(() => {
    if (!sending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [sending]);
}

/** What holds an upload up, as it is said to a screen reader; "" where nothing does. */
export function waitSpoken(state: Viewed): string {
  if (state.kind !== "uploading" || state.wait === null) return "";
  return `${countOf(unsentIn(state.view.rows), "file")} not sent yet`;
}

function Wait(
  { wait, unsent, onRetry }: { wait: OutageWait; unsent: number; onRetry: () => void },
) {
  const files = countOf(unsent, "file");
  if (wait.kind === "offline") {
    return <Notice tone="hint">You're offline. {files} will be sent when you're back.</Notice>;
  }
  return (
    <Notice tone="hint">
      <p>
        {wait.reason}. {files} not sent yet. Retrying in <Countdown ms={wait.ms} of={wait} />
      </p>
      <button type="button" class="button" onClick={onRetry}>Retry now</button>
    </Notice>
  );
}

function Asked(
  { question, onAnswer }: { question: Question; onAnswer: (yes: boolean) => void },
) {
  const { act, sentByOther, unsent } = question;
  const leave = useRef<HTMLButtonElement>(null);
  useEffect(() => leave.current?.focus(), []);
  const what = act === "cancel" ? "Cancel anyway" : "Finish anyway";
  return (
    <Notice>
      <p>
        {sentByOther
          ? "Another tab is sending files."
          : `${countOf(unsent, "file")} ${unsent === 1 ? "hasn't" : "haven't"} been sent.`} {what}?
      </p>
      <div class="button-row">
        <button type="button" class="button" ref={leave} onClick={() => onAnswer(false)}>
          {sentByOther ? "Leave it" : "Keep sending"}
        </button>
        <button type="button" class="button" onClick={() => onAnswer(true)}>{what}</button>
      </div>
    </Notice>
  );
}
