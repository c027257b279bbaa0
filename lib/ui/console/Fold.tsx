import { useState } from "preact/hooks";
import { pretty } from "@/lib/client/console/event_log.ts";

/** The most characters of a folded line: an event may have 48 KiB. */
const SHOWN = 300;

/** Data in one line, and, once unfolded, as JSON with indents. */
export function Fold({ data }: { data: string }) {
  const [open, setOpen] = useState(false);
  if (!/^[{[].*[^{[\s}\]]/s.test(data.slice(0, SHOWN))) return <span class="pre">{data}</span>;
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <code>{data.length > SHOWN ? `${data.slice(0, SHOWN)}...` : data}</code>
      </summary>
      {open && <pre>{pretty(data)}</pre>}
    </details>
  );
}
