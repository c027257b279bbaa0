import type { BatchSummary } from "@/lib/wire/batch.ts";
import type { BatchStatus } from "@/lib/wire/batch_status.ts";
import { countsInWords } from "@/lib/wire/file_counts.ts";

const WORDS: Record<BatchStatus, string> = {
  queued: "Waiting",
  processing: "Running",
  completed: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

const when = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

function countsOf(batch: BatchSummary): string {
  const { failed_files: failed, cancelled_files: cancelled, refused_files: refused } = batch;
  const given = batch.total + refused - batch.unpacked_files;
  const scored = batch.successful_files - batch.unpacked_files;
  return countsInWords({ given, scored, failed, cancelled, refused });
}

/** Links to the user's newest batches. */
export function RecentBatches({ batches }: { batches: readonly BatchSummary[] }) {
  if (batches.length === 0) return null;
  return (
    <section class="recent" aria-labelledby="recent-title">
      <h2 id="recent-title">Your batches</h2>
      <ul role="list">
        {batches.map((batch) => (
          <li key={batch.batch_id}>
            <span>
              <a href={`/batches/${encodeURIComponent(batch.batch_id)}`}>{batch.title}</a>{" "}
              <span class="muted">{when.format(new Date(batch.created_at))}</span>
            </span>
            <span class="muted">{countsOf(batch)}</span>
            <span>{WORDS[batch.status]}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href="/batches">All batches</a>
      </p>
    </section>
  );
}
