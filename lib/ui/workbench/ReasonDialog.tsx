import { useState } from "preact/hooks";
import { REJECT_REASONS } from "@/lib/client/workbench/decision_words.ts";
import { Dialog } from "@/lib/ui/parts/Dialog.tsx";
import { MAX_DECISION_REASON_LENGTH } from "@/lib/wire/review/decision.ts";

const NONE = "";

/** Asks why somebody is rejected; Enter at once rejects without a reason. */
export function ReasonDialog(
  { subject, onReject, onClose }: {
    /** Who, or how many. */
    subject: string;
    onReject: (reason: string | null) => void;
    onClose: () => void;
  },
) {
  const [reason, setReason] = useState<string>(NONE);
  const [own, setOwn] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    onReject((own.trim() || reason) || null);
  };
  return (
    <Dialog id="reason" title={`Reject ${subject}`} onClose={onClose}>
      <form class="reasons" onSubmit={submit}>
        <fieldset>
          <legend class="muted">Reason</legend>
          {[NONE, ...REJECT_REASONS].map((text) => (
            <label key={text}>
              <input
                type="radio"
                name="reason"
                autofocus={text === NONE}
                checked={own === "" && reason === text}
                onChange={() => {
                  setReason(text);
                  setOwn("");
                }}
              />
              {text === NONE ? "No reason" : text}
            </label>
          ))}
          <input
            type="text"
            aria-label="Another reason"
            placeholder="Another reason"
            maxLength={MAX_DECISION_REASON_LENGTH}
            value={own}
            onInput={(event) => setOwn(event.currentTarget.value)}
          />
        </fieldset>
        <div class="button-row">
          <button type="submit" class="button danger">Reject</button>
          <button type="button" class="button quiet" onClick={onClose}>Cancel</button>
        </div>
      </form>
    </Dialog>
  );
}
