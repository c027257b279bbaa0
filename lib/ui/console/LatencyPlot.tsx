import type { LatencySummary } from "@/lib/client/console/latency_meter.ts";
import { countOf, formatMs } from "@/lib/client/format.ts";

/** Places for so many bars, each four wide with a gap of one. */
const BARS = 60;
const WIDTH = 5;
const HEIGHT = 48;

/** The last latencies as bars, oldest first, and their median as a line. */
export function LatencyPlot({ latency }: { latency: LatencySummary }) {
  const { recent, median } = latency;
  const top = Math.max(...recent, median);
  const height = (ms: number) => Math.max(1, HEIGHT * ms / top);
  const middle = HEIGHT - height(median);
  const label = `Latency of the last ${countOf(recent.length, "update")}, ` +
    `${formatMs(Math.min(...recent))} to ${formatMs(Math.max(...recent))}, ` +
    `median ${formatMs(median)}`;
  return (
    <figure class="latency-plot">
      <svg
        viewBox={`0 0 ${BARS * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {recent.map((ms, index) => (
          <rect
            key={index}
            x={index * WIDTH}
            y={HEIGHT - height(ms)}
            width={WIDTH - 1}
            height={height(ms)}
          />
        ))}
        <line x1="0" x2={BARS * WIDTH} y1={middle} y2={middle} vector-effect="non-scaling-stroke" />
      </svg>
      <figcaption class="muted">
        The last {countOf(recent.length, "update")}{" "}
        sent from here, from POST to event, by this browser's clock. The line is the median, the
        tallest bar {formatMs(top)}.
      </figcaption>
    </figure>
  );
}
