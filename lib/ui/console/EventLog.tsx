import { Fragment } from "preact";
import type { LogEntry } from "@/lib/client/console/console_session.ts";
import { formatMs } from "@/lib/client/format.ts";

/** The most characters shown of an event. */
const SHOWN = 2_000;

/** What came over the stream, newest first. */
export function EventLog(
  { entries, received }: { entries: readonly LogEntry[]; received: number },
) {
  if (entries.length === 0) return <p class="muted waiting">No events yet</p>;
  return (
    <div class="event-log" tabIndex={0} role="region" aria-label="Events, newest first">
      <table>
        <caption class="visually-hidden">
          The last {entries.length} lines of {received} events received
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Event</th>
            <th scope="col">Data</th>
            <th scope="col" class="figure">Latency</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.number} data-type={entry.type}>
              <td class="figure">{timeOf(entry.at)}</td>
              <td>
                <b>{entry.type}</b>
                {entry.id && <span class="muted event-id">{entry.id}</span>}
              </td>
              <td>
                <code>{breakable(entry.data)}</code>
              </td>
              <td class="figure">{entry.latencyMs === null ? "" : formatMs(entry.latencyMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The start of the data, which may be 48 KiB, with places to break its lines at. */
function breakable(data: string) {
  const start = data.length > SHOWN ? `${data.slice(0, SHOWN)}...` : data;
  return start.split(/(?<=,)/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
