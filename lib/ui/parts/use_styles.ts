import { asset } from "fresh/runtime";
import { useEffect, useState } from "preact/hooks";

/** What the style sheet of the workbench is called: it is its own, as the start page needs none of it. */
export const WORKBENCH_STYLES = "/workbench.css";

/** Whether the page has the style sheet: a page that began as another fetches it now. */
export function useStyles(): boolean {
  const [ready, setReady] = useState(() => find() !== null);
  useEffect(() => {
    if (ready) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = asset(WORKBENCH_STYLES);
    // Without it, everything works and looks plain.
    link.onload = link.onerror = () => setReady(true);
    document.head.append(link);
  }, []);
  return ready;
}

function find(): Element | null {
  return document.querySelector(`link[rel="stylesheet"][href^="${WORKBENCH_STYLES}"]`);
}
