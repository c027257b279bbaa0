import { useEffect } from "preact/hooks";
import type { WorkbenchSession } from "@/lib/client/workbench/workbench_session.ts";

/** How long in ms the last step stays in sight. A screen reader is told apart from it. */
const SHOWN_MS = 8_000;

/** The last step, with its undo; problems stay until they are dismissed. */
export function ToastBar({ session }: { session: WorkbenchSession }) {
  const { value: toast } = session.toast;
  useEffect(() => {
    if (toast === null || toast.tone === "problem") return;
    const timer = setTimeout(() => session.toast.value = null, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  if (toast === null) return null;
  return (
    <div class="toast" data-tone={toast.tone}>
      <span>{toast.text}</span>
      {toast.undo && (
        <button
          type="button"
          aria-keyshortcuts="u Control+z"
          onClick={() => void session.undo()}
        >
          Undo
        </button>
      )}
      {toast.tone === "problem" && (
        <button type="button" onClick={() => session.toast.value = null}>Dismiss</button>
      )}
    </div>
  );
}
