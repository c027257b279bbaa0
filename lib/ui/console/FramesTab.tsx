import type { RawEntry, StreamTap } from "@/lib/client/console/stream_tap.ts";
import { LocalTime } from "@/lib/ui/console/EventLog.tsx";

/** The stream's bytes as text: what EventSource doesn't show. */
export function FramesTab({ tap }: { tap: StreamTap | undefined }) {
  const frames = tap?.frames.items.value ?? [];
  return (
    <>
      <div class="section-head">
        <p class="muted">
          Each frame as it came, with <code>retry:</code>, <code>id:</code>{" "}
          and comments, and the head of each answer.
        </p>
        <button type="button" class="button quiet" onClick={() => tap?.frames.clear()}>
          Clear
        </button>
      </div>
      {frames.length === 0
        ? <p class="muted waiting">No frames yet</p>
        : (
          <div class="event-log" tabIndex={0} role="region" aria-label="Raw frames, newest first">
            <ol role="list">
              {frames.map((entry) => <Frame key={entry.number} entry={entry} />)}
            </ol>
          </div>
        )}
    </>
  );
}

function Frame({ entry }: { entry: RawEntry }) {
  return (
    <li class="raw" data-kind={entry.kind}>
      <LocalTime at={entry.at} />
      <pre>{entry.lines.join("\n")}</pre>
    </li>
  );
}
