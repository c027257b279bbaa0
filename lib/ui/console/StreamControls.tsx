import type { ComponentChildren } from "preact";
import type { ConsoleSession } from "@/lib/client/console/console_session.ts";
import type { CurlRequest } from "@/lib/client/console/curl.ts";
import { CopyCurl } from "@/lib/ui/console/CopyCurl.tsx";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** What can be done with the stream, and to it. */
export function StreamControls({ session, idle, anyUser, request, onForget }: {
  session: ConsoleSession | null;
  /** Whether there is no connection. */
  idle: boolean;
  /** Whether the data may be another's. */
  anyUser: boolean;
  /** The request of the stream. */
  request: () => CurlRequest;
  onForget: () => void;
}) {
  const off = session === null;
  return (
    <div class="button-row">
      {/* One button, which keeps the focus: its form connects and disconnects. */}
      <button
        type="submit"
        form="stream-form"
        class={idle ? "button primary" : "button"}
        disabled={off}
      >
        {idle ? "Connect" : "Disconnect"}
      </button>
      <Action
        able={session?.simulating.value === false}
        onClick={() => void session?.simulate()}
      >
        Simulate a batch
      </Action>
      <Disturbances session={session} />
      <Action able={!off} onClick={() => void session?.check()}>Check progress</Action>
      <button type="button" class="button danger" disabled={off} onClick={onForget}>
        <Icon name="trash" />
        {anyUser ? "Delete all data" : "Delete all my data"}
      </button>
      <CopyCurl what="this stream" disabled={off} request={request} />
    </div>
  );
}

/** What a network and a proxy do, done here. */
function Disturbances({ session }: { session: ConsoleSession | null }) {
  const able = session?.connection.value.kind === "open";
  const tap = session?.tap;
  const stalled = tap?.stalled.value ?? false;
  return (
    <>
      <Action able={able} onClick={() => tap?.break()}>Break</Action>
      <Action
        able={able}
        pressed={stalled}
        onClick={() => stalled ? tap?.resume() : tap?.stall()}
      >
        Stall
      </Action>
    </>
  );
}

/** A button that does nothing now and then, and keeps the focus that `disabled` would take. */
function Action({ able, pressed, onClick, children }: {
  able: boolean;
  pressed?: boolean;
  onClick: () => void;
  children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class="button"
      aria-disabled={able ? "false" : "true"}
      aria-pressed={pressed === undefined ? undefined : pressed ? "true" : "false"}
      onClick={() => able && onClick()}
    >
      {children}
    </button>
  );
}
