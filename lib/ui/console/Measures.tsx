import { judgeBuffering } from "@/lib/client/console/buffering.ts";
import type { ConsoleSession } from "@/lib/client/console/console_session.ts";
import { localTime } from "@/lib/client/console/local_time.ts";
import { formatBytes, formatMs } from "@/lib/client/format.ts";
import { Figures } from "@/lib/ui/console/Figures.tsx";
import { LatencyPlot } from "@/lib/ui/console/LatencyPlot.tsx";
import { useNow } from "@/lib/ui/console/use_now.ts";
import { ProgressBar } from "@/lib/ui/parts/ProgressBar.tsx";

/** What is measured of the stream. */
export function Measures({ session }: { session: ConsoleSession }) {
  const now = useNow();
  const progress = session.progress.value;
  const latency = session.latency.summary.value;
  const counts = session.counts.value;
  const timing = session.tap.timing.value;
  const ms = (value: number | undefined) => value === undefined ? "none yet" : formatMs(value);
  const idle = session.connection.value.kind === "idle";
  const verdict = judgeBuffering(idle ? null : timing, latency?.last ?? null, now);
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
      <p class="verdict" data-kind={verdict.kind}>{verdict.text}</p>
      <Figures
        figures={[
          ["Events received", String(session.received.value)],
          ["Last byte", ago(timing?.lastByteAt, now)],
          ["Last keepalive", time(session.tap.keepaliveAt.value)],
          ["Bytes", timing ? formatBytes(timing.bytes) : "none yet"],
          ["Latency, last", ms(latency?.last)],
          ["Latency, median", ms(latency?.median)],
          ["Latency, worst", ms(latency?.worst)],
          ["Open streams", counts ? String(counts.active_connections) : "unknown"],
          ["Users", counts ? String(counts.users) : "unknown"],
          ["Instances", counts ? String(counts.instances) : "unknown"],
        ]}
      />
      {latency && <LatencyPlot latency={latency} />}
    </>
  );
}

function ago(at: number | null | undefined, now: number): string {
  // The clock of the page ticks once a second.
  return at ? `${Math.max(0, Math.round((now - at) / 1_000))} s ago` : "none yet";
}

function time(at: number | null): string {
  return at === null ? "none yet" : localTime(at);
}
