import { useState } from "preact/hooks";
import type { ConsoleSession } from "@/lib/client/console/console_session.ts";
import { matching, toNdjson } from "@/lib/client/console/event_log.ts";
import { countOf, formatNumber } from "@/lib/client/format.ts";
import { EventLog } from "@/lib/ui/console/EventLog.tsx";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** How long in ms a saved file's address is kept for the browser to fetch it. */
const SAVING_MS = 10_000;

/** What came, and what the connection did: filtered, and to keep. */
export function EventsTab({ session }: { session: ConsoleSession | null }) {
  const [words, setWords] = useState("");
  const all = session?.log.items.value ?? [];
  const entries = matching(all, words);
  return (
    <>
      <div class="tools">
        <input
          type="search"
          class="filter-words"
          aria-label="Filter events"
          placeholder="Filter by event, id or data"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <button
          type="button"
          class="button quiet"
          disabled={entries.length === 0}
          onClick={() => save(toNdjson(entries))}
        >
          <Icon name="download" />Export NDJSON
        </button>
        <button type="button" class="button quiet" onClick={() => session?.log.clear()}>
          Clear
        </button>
      </div>
      <p class="muted">
        {words.trim() === ""
          ? `${countOf(session?.received.value ?? 0, "event")} received`
          : `${formatNumber(entries.length)} of ${countOf(all.length, "line")} shown`}
      </p>
      <EventLog
        entries={entries}
        label="Events, newest first"
        none={all.length === 0 ? "No events yet" : "No matches"}
      />
    </>
  );
}

/** Saves what is shown as a file, named by its time. */
function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `events-${new Date().toISOString().replaceAll(/[:.]/g, "-")}.ndjson`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), SAVING_MS);
}
