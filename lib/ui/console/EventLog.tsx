import type { LogEntry } from "@/lib/client/console/event_log.ts";
import { localTime } from "@/lib/client/console/local_time.ts";
import type { Numbered } from "@/lib/client/console/recent_list.ts";
import { formatMs } from "@/lib/client/format.ts";
import { Fold } from "@/lib/ui/console/Fold.tsx";

/** The most entries drawn; a filter finds the others. */
const MAX_SHOWN = 200;

/** Entries, newest first. */
export function EventLog({ entries, label, none }: {
  entries: readonly Numbered<LogEntry>[];
  label: string;
  /** What stands there as long as there are none. */
  none: string;
}) {
  if (entries.length === 0) return <p class="muted waiting">{none}</p>;
  return (
    <div class="event-log" tabIndex={0} role="region" aria-label={label}>
      <ol role="list">
        {entries.slice(0, MAX_SHOWN).map((entry) => <Entry key={entry.number} entry={entry} />)}
      </ol>
    </div>
  );
}

function Entry({ entry }: { entry: LogEntry }) {
  return (
    <li data-type={entry.type} data-source={entry.source}>
      <LocalTime at={entry.at} />
      <div class="event-name">
        <b>{entry.type}</b>
        {entry.id && <span class="muted event-id">{entry.id}</span>}
      </div>
      <div class="event-data">
        <Fold data={entry.data} />
      </div>
      <span class="figure latency">
        {entry.latencyMs === null ? "" : formatMs(entry.latencyMs)}
      </span>
    </li>
  );
}

/** A time of day with milliseconds, in the reader's zone. */
export function LocalTime({ at }: { at: number }) {
  return <time class="figure muted" dateTime={new Date(at).toISOString()}>{localTime(at)}</time>;
}
