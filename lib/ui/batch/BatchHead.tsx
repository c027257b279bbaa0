import type { RowCounts } from "@/lib/client/batch/batch_row.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { batchTitle, type ShownState } from "@/lib/ui/batch/batch_words.ts";
import { ConnectionBadge } from "@/lib/ui/parts/ConnectionBadge.tsx";
import { countOf } from "@/lib/client/format.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** What the batch is doing, in one line, with what can be done about it. */
export function BatchHead(
  { state, counts, connection, link, onCancel, onRetry }: {
    state: ShownState;
    counts: RowCounts;
    connection: ConnectionState;
    /** Whether to link to the batch's own page. */
    link: boolean;
    onCancel: () => void;
    onRetry: () => void;
  },
) {
  const ended = state.kind === "ended";
  const retryable = ended && counts.failed + counts.cancelled > 0;
  return (
    <div class="section-head">
      <h2 id="batch-title" tabIndex={-1}>{batchTitle(state, counts)}</h2>
      <div class="tools">
        {!ended && <ConnectionBadge state={connection} />}
        {!ended && (
          <button type="button" class="button quiet" onClick={onCancel}>
            <Icon name="stop" />Cancel
          </button>
        )}
        {retryable && (
          <button type="button" class="button" onClick={onRetry}>
            <Icon name="refresh" />Retry {countOf(counts.failed + counts.cancelled, "file")}
          </button>
        )}
        {link && state.kind !== "uploading" && state.view.batchId !== null && (
          <a class="button quiet" href={`/batches/${encodeURIComponent(state.view.batchId)}`}>
            Link to this batch
          </a>
        )}
        {ended && <a class="button" href="/">New batch</a>}
      </div>
    </div>
  );
}
