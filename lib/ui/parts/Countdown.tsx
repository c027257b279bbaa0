import { useEffect, useState } from "preact/hooks";

/** Whole seconds until `ms` from when this `of` was first drawn: "5 s", then "4 s", down to "0 s". */
export function Countdown({ ms, of }: { ms: number; of: unknown }) {
  const [left, setLeft] = useState(ms);
  useEffect(() => {
    const end = performance.now() + ms;
    const tick = () => setLeft(Math.max(0, end - performance.now()));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [of]);
  return <span class="figure">{Math.ceil(left / 1_000)} s</span>;
}
