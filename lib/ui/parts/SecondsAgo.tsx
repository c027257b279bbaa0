import { useEffect, useState } from "preact/hooks";

/** How long ago `since` (ms since 1970) is, in whole seconds, counting: ", heard 4 s ago". */
export function SecondsAgo({ since }: { since: number | undefined }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (since === undefined) return null;
  // What is drawn first may be older than what it tells of.
  const seconds = Math.max(0, Math.round((now - since) / 1_000));
  return <span class="figure">, heard {seconds} s ago</span>;
}
