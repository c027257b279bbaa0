import type { RowCounts } from "@/lib/client/batch/batch_row.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { batchTitle, type ShownState } from "@/lib/ui/batch/batch_words.ts";
import { ConnectionBadge } from "@/lib/ui/parts/ConnectionBadge.tsx";
import { CopyLink } from "@/lib/ui/parts/CopyLink.tsx";
import { NotifyButton } from "@/lib/ui/batch/NotifyButton.tsx";
import { countOf } from "@/lib/client/format.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** What the batch is doing, in one line, with what can be done about it. */
export function BatchHead(
  { state, counts, connection, notify, onNotify, onCancel, onRetry }: {
    state: ShownState;
    counts: RowCounts;
    connection: ConnectionState;
    /** Whether the batch's end is to be told of. */
    notify: boolean;
    onNotify: (notify: boolean) => void;
    onCancel: () => void;
    onRetry: () => void;
  },
) {
  const ended = state.kind === "ended";
  const { batchId, rows } = state.view;
  // A new run takes all of them, which is of use where it may help one.
  const mayHelp = ended && (counts.cancelled > 0 || rows.some(({ retryable }) => retryable));
  return (
    <div class="section-head">
      <h2 id="batch-title" tabIndex={-1}>{batchTitle(state, counts)}</h2>
      <div class="tools">
        {!ended && <ConnectionBadge state={connection} />}
        {!ended && <NotifyButton on={notify} onTurn={onNotify} />}
        {!ended && (
          <button type="button" class="button quiet" onClick={onCancel}>
            <Icon name="stop" />Cancel
          </button>
        )}
        {mayHelp && (
          <button type="button" class="button" onClick={onRetry}>
            <Icon name="refresh" />Retry {countOf(counts.failed + counts.cancelled, "file")}
          </button>
        )}
        {ended && batchId !== null && <CopyLink path={`/batches/${encodeURIComponent(batchId)}`} />}
        {ended && <a class="button" href="/">New batch</a>}
      </div>
    </div>
  );
}
