import { useMemo, useState } from "preact/hooks";
import { containerNames, type Row } from "@/lib/client/batch/batch_row.ts";
import { FileRow } from "@/lib/ui/batch/FileRow.tsx";
import { pageOf, Pager } from "@/lib/ui/parts/Pager.tsx";

/** As many rows as are drawn at once, of the thousand that a batch may have. */
const PAGE = 50;

/** From this many on the list may scroll, so it must be reachable by keyboard. */
const MAY_SCROLL = 5;

/** Files of a batch, page by page; each page scrolls in itself where it is long. */
export function FileList(
  { rows, all = rows, label = "Files", onRetry }: {
    rows: readonly Row[];
    /** The batch's, where these are some of them. */
    all?: readonly Row[];
    label?: string;
    /** Where given, a file that another try may help has a button for it. */
    onRetry?: (fileId: string) => void;
  },
) {
  const [index, setIndex] = useState(0);
  const containers = useMemo(() => containerNames(all), [all]);
  const page = pageOf(index, rows.length, PAGE);
  return (
    <>
      <ul
        class="file-list"
        role="list"
        aria-label={label}
        tabIndex={rows.length >= MAY_SCROLL ? 0 : undefined}
      >
        {rows.slice(page.from, page.to).map((row) => (
          <FileRow
            key={row.key}
            row={row}
            container={containers.get(row.parent ?? "")}
            onRetry={row.retryable ? onRetry : undefined}
          />
        ))}
      </ul>
      <Pager page={page} total={rows.length} noun="file" onPage={setIndex} />
    </>
  );
}
