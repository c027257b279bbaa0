import { useEffect, useState } from "preact/hooks";
import { ConsoleSession, MOST_COUNTED } from "@/lib/client/console/console_session.ts";
import { ConnectionBadge, describeConnection } from "@/lib/ui/parts/ConnectionBadge.tsx";
import { EventLog } from "@/lib/ui/console/EventLog.tsx";
import { Figures } from "@/lib/ui/console/Figures.tsx";
import { formatMs } from "@/lib/client/format.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { LiveSummary } from "@/lib/ui/batch/LiveSummary.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";
import { ProgressBar } from "@/lib/ui/parts/ProgressBar.tsx";
import { useDropGuard } from "@/lib/ui/form/use_file_drop.ts";

/** How often in ms the open streams are counted. */
const COUNT_MS = 2_000;

/** A window onto the caller's event stream, to try it and to find out why it doesn't work. */
export default function SseConsole({ userId }: { userId: string }) {
  const session = useConsole(userId);
  useDropGuard();
  const connection = session?.connection.value ?? { kind: "idle" };
  return (
    <>
      <LiveSummary text={describeConnection(connection)} final={connection.kind === "refused"} />
      <section class="card" aria-labelledby="stream-title">
        <div class="section-head">
          <h2 id="stream-title">Stream: {userId}</h2>
          <ConnectionBadge state={connection} />
        </div>
        {connection.kind === "refused" && <Notice>{connection.detail}</Notice>}
        <Controls
          session={session}
          idle={connection.kind === "idle" || connection.kind === "refused"}
        />
        {session && <Measures session={session} />}
      </section>
      <section class="card" aria-labelledby="log-title">
        <div class="section-head">
          <h2 id="log-title">Events</h2>
          <button type="button" class="button quiet" onClick={() => session?.clear()}>
            Clear
          </button>
        </div>
        <EventLog entries={session?.log.value ?? []} received={session?.received.value ?? 0} />
      </section>
    </>
  );
}

function useConsole(userId: string): ConsoleSession | null {
  const [session, setSession] = useState<ConsoleSession | null>(null);
  useEffect(() => {
    const started = new ConsoleSession(userId);
    setSession(started);
    void started.count();
    const timer = setInterval(() => document.hidden || void started.count(), COUNT_MS);
    return () => {
      clearInterval(timer);
      started.dispose();
    };
  }, [userId]);
  return session;
}

function Controls({ session, idle }: { session: ConsoleSession | null; idle: boolean }) {
  const off = session === null;
  return (
    <div class="button-row">
      {idle
        ? (
          <button
            type="button"
            class="button primary"
            disabled={off}
            onClick={() => session?.connect()}
          >
            Connect
          </button>
        )
        : (
          <button type="button" class="button" onClick={() => session?.disconnect()}>
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
      <button type="button" class="button" disabled={off} onClick={() => void session?.check()}>
        Check progress
      </button>
      <button
        type="button"
        class="button danger"
        disabled={off}
        onClick={() =>
          void session?.batchCount().then((count) => {
            if (confirm(deletionWords(count))) void session.cleanup();
          })}
      >
        <Icon name="trash" />Delete all my data
      </button>
    </div>
  );
}

/** `count` is null where it couldn't be had. */
function deletionWords(count: number | null): string {
  if (count === null) return "Permanently delete all batches, files and events?";
  const most = count === MOST_COUNTED ? " or more" : "";
  return `Permanently delete ${count}${most} ${count === 1 ? "batch" : "batches"}?`;
}

function Measures({ session }: { session: ConsoleSession }) {
  const progress = session.progress.value;
  const latency = session.latency.summary.value;
  const counts = session.counts.value;
  const ms = (value: number | undefined) => value === undefined ? "none yet" : formatMs(value);
  return (
    <>
      {progress && (
        <ProgressBar
          label={progress.message || "Progress"}
          value={progress.completed}
          max={progress.total}
          text={`${progress.completed} of ${progress.total}, ${progress.status}`}
        />
      )}
      <Figures
        figures={[
          ["Events received", String(session.received.value)],
          ["Latency, last", ms(latency?.last)],
          ["Latency, median", ms(latency?.median)],
          ["Latency, worst", ms(latency?.worst)],
          ["Open streams", counts ? String(counts.active_connections) : "unknown"],
          ["Users", counts ? String(counts.users) : "unknown"],
          ["Instances", counts ? String(counts.instances) : "unknown"],
        ]}
      />
      <p class="muted">
        Latency is measured for the updates simulated here: from their POST to their event, by the
        clock of this browser.
      </p>
    </>
  );
}
