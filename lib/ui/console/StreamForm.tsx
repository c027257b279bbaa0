import { useState } from "preact/hooks";
import type { ConsoleSession } from "@/lib/client/console/console_session.ts";
import { STREAM_STARTS } from "@/lib/wire/stream_events.ts";
import { USER_ID, USER_ID_RULE } from "@/lib/wire/user_id.ts";

/** As `pattern` wants it: without its ends, and its hyphen escaped. */
const USER_PATTERN = USER_ID.source.slice(1, -1).replace("-]", "\\-]");

/** Places to begin at, by name; another is after an event's id. */
const STARTS = { now: "Now", earliest: "Earliest kept" } as const;

/** Whose stream, and where it begins; sent, it connects, or disconnects. */
export function StreamForm({ session, idle, anyUser }: {
  session: ConsoleSession | null;
  /** Whether there is no connection, which would not follow a change. */
  idle: boolean;
  /** Whether the server lets everyone act for any user. */
  anyUser: boolean;
}) {
  const off = session === null || !idle;
  return (
    <form
      id="stream-form"
      class="stream-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (idle) session?.connect();
        else session?.disconnect();
      }}
    >
      {anyUser && (
        <label>
          User
          <input
            type="text"
            required
            pattern={USER_PATTERN}
            title={USER_ID_RULE}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            disabled={off}
            value={session?.user.value ?? ""}
            onInput={(event) => session && (session.user.value = event.currentTarget.value)}
          />
        </label>
      )}
      {session && <From session={session} disabled={off} />}
    </form>
  );
}

function From({ session, disabled }: { session: ConsoleSession; disabled: boolean }) {
  const [byId, setById] = useState(false);
  const from = session.from.value;
  const choose = (index: number) => {
    setById(index === STREAM_STARTS.length);
    session.from.value = STREAM_STARTS[index] ?? session.lastEventId ?? "";
  };
  return (
    <>
      <label>
        From
        <select
          disabled={disabled}
          onChange={(event) => choose(event.currentTarget.selectedIndex)}
        >
          {STREAM_STARTS.map((start) => (
            <option key={start} selected={!byId && start === from}>{STARTS[start]}</option>
          ))}
          <option selected={byId}>After an id</option>
        </select>
      </label>
      {byId && (
        <label>
          Event id
          <input
            type="text"
            required
            autocomplete="off"
            spellcheck={false}
            disabled={disabled}
            value={from}
            onInput={(event) => session.from.value = event.currentTarget.value.trim()}
          />
        </label>
      )}
    </>
  );
}
