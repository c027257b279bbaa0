import type { Row } from "@/lib/client/batch/batch_row.ts";
import { FileRow } from "@/lib/ui/batch/FileRow.tsx";

/** From this many rows on, the browser lays out only those that are visible. */
const LONG = 100;

/** From this many on the list may scroll, so it must be reachable by keyboard. */
const MAY_SCROLL = 5;

/** All files of a batch in the order they were chosen; scrolls in itself when they are many. */
export function FileList(
  { rows, names, label = "Files" }: {
    rows: readonly Row[];
    /** What files are called instead of their names, by the row's key; null for their names. */
    names: ReadonlyMap<string, string> | null;
    label?: string;
  },
) {
  return (
    <ul
      class="file-list"
      role="list"
      data-long={rows.length > LONG}
      aria-label={label}
      tabIndex={rows.length >= MAY_SCROLL ? 0 : undefined}
    >
      {rows.map((row) => (
        <FileRow
          key={row.key}
          row={row}
          name={names?.get(row.key) ?? row.name}
        />
      ))}
    </ul>
  );
}
