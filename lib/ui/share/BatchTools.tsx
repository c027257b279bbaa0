import { useRef, useState } from "preact/hooks";
import { liftBlind } from "@/lib/client/share/batch_calls.ts";
import { ShareDialog } from "@/lib/ui/share/ShareDialog.tsx";

/** What may be done with a batch as a whole: it is shared, and its names are shown. */
export function BatchTools({ batchId, blind }: { batchId: string; blind: boolean }) {
  const [sharing, setSharing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setSharing(false);
    button.current?.focus();
  };
  return (
    <div class="batch-tools">
      {blind && <BlindNotice batchId={batchId} />}
      <button type="button" class="button" ref={button} onClick={() => setSharing(true)}>
        Share
      </button>
      {sharing && <ShareDialog batchId={batchId} batchBlind={blind} onClose={close} />}
    </div>
  );
}

function BlindNotice({ batchId }: { batchId: string }) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const lift = () =>
    liftBlind(batchId).then(
      // All that is shown was read with names hidden.
      () => location.assign(`/batches/${encodeURIComponent(batchId)}`),
      (error: Error) => setProblem(error.message),
    );
  return (
    <div class="blind-notice" role="group" aria-label="Blind review">
      {asking
        ? (
          <>
            <p>Show all names? This is recorded and can't be undone.</p>
            <button type="button" class="button danger" onClick={() => void lift()}>
              Show names
            </button>
            <button type="button" class="button" onClick={() => setAsking(false)}>
              Keep hidden
            </button>
          </>
        )
        : (
          <>
            <p>Blind review: names and contact details are hidden.</p>
            <button type="button" class="button quiet" onClick={() => setAsking(true)}>
              Show names
            </button>
          </>
        )}
      {problem && <p role="alert">Names couldn't be shown. {problem}</p>}
    </div>
  );
}
