import { useState } from "preact/hooks";
import { askToNotify, canNotify } from "@/lib/client/batch/end_notification.ts";

/** Asks the browser for leave to tell of the batch's end; draws nothing where it never can. */
export function NotifyButton({ on, onTurn }: { on: boolean; onTurn: (on: boolean) => void }) {
  const [blocked, setBlocked] = useState(false);
  if (!canNotify()) return null;
  if (blocked) return <span class="muted">Notifications are blocked</span>;
  const turn = async () => {
    if (on) return onTurn(false);
    const granted = await askToNotify();
    setBlocked(!granted);
    onTurn(granted);
  };
  return (
    <button type="button" class="button quiet" aria-pressed={on} onClick={() => void turn()}>
      {on ? "Will notify you" : "Notify me"}
    </button>
  );
}
