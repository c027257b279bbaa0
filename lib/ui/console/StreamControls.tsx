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
      {/* Keys: one button that turned into the other while it is clicked would submit, too. */}
      {idle
        ? (
          <button
            key="connect"
            type="submit"
            form="stream-form"
            class="button primary"
            disabled={off}
          >
            Connect
          </button>
        )
        : (
          <button
            key="disconnect"
            type="button"
            class="button"
            onClick={() => session?.disconnect()}
          >
            Disconnect
          </button>
        )}
      <button
        type="button"
        class="button"
        disabled={off || session.simulating.value}
        onClick={() => void session?.simulate()}
      >
        Simulate a batch
      </button>
      {session && <Disturbances session={session} />}
      <button type="button" class="button" disabled={off} onClick={() => void session?.check()}>
        Check progress
      </button>
      <button type="button" class="button danger" disabled={off} onClick={onForget}>
        <Icon name="trash" />
        {anyUser ? "Delete all data" : "Delete all my data"}
      </button>
      <CopyCurl what="this stream" disabled={off} request={request} />
    </div>
  );
}

/** What a network and a proxy do, done here. */
function Disturbances({ session }: { session: ConsoleSession }) {
  const { tap } = session;
  const off = session.connection.value.kind !== "open";
  const stalled = tap.stalled.value;
  return (
    <>
      <button type="button" class="button" disabled={off} onClick={() => tap.break()}>
        Break
      </button>
      <button
        type="button"
        class="button"
        disabled={off}
        aria-pressed={stalled}
        onClick={() => stalled ? tap.resume() : tap.stall()}
      >
        Stall
      </button>
    </>
  );
}
