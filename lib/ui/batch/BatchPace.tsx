import { useEffect, useRef, useState } from "preact/hooks";
import type { RowCounts } from "@/lib/client/batch/batch_row.ts";
import { describePace, paceOf, type PaceSample, withSample } from "@/lib/client/batch/pace.ts";

/** How fast files are scored and how long the rest takes; nothing while that can't be known. */
export function BatchPace({ counts, live }: { counts: RowCounts; live: boolean }) {
  const samples = useRef<PaceSample[]>([]);
  const now = useClock(1_000);
  const ended = counts.done + counts.failed + counts.cancelled;
  samples.current = withSample(samples.current, { at: now(), ended });
  const pace = live ? paceOf(samples.current, counts.total - counts.ended, now()) : null;
  return <p class="muted pace">{pace && describePace(pace)}</p>;
}

/** A clock (ms since the page began) that has the component drawn again every `everyMs`. */
function useClock(everyMs: number): () => number {
  const [_, setTime] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTime(performance.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return () => performance.now();
}
