import { useState } from "preact/hooks";
import type { Row } from "@/lib/client/batch/batch_row.ts";
import { FileList } from "@/lib/ui/batch/FileList.tsx";
import { formatNumber } from "@/lib/client/format.ts";

/** All files of an ended batch, folded away; drawn only once they are asked for. */
export function AllFiles({ rows }: { rows: readonly Row[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="card all-files" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>All files ({formatNumber(rows.length)})</summary>
      {open && <FileList rows={rows} />}
    </details>
  );
}
