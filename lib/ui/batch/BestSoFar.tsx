import type { Row } from "@/lib/client/batch/batch_row.ts";
import { bestRows } from "@/lib/client/batch/row_order.ts";
import { points } from "@/lib/client/format.ts";

/** As many as are watched while the rest is scored. */
const MOST = 10;

/** The best files of a batch that still runs, in their order of the moment. */
export function BestSoFar({ rows }: { rows: readonly Row[] }) {
  const best = bestRows(rows, MOST);
  if (best.length === 0) return null;
  return (
    <section class="best" aria-labelledby="best-title">
      <h3 id="best-title">Best so far</h3>
      <ol role="list">
        {best.map((row) => (
          <li key={row.key}>
            <b class="figure">{points(row.score!)}</b>
            <span class="file-name">{row.name}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
