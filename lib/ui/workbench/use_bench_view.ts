import { useEffect, useRef, useState } from "preact/hooks";
import { type BenchView, formatView, parseView } from "@/lib/client/workbench/bench_view.ts";

/** Changes some of a view; `turn` makes it a step that "back" takes back. */
export type ChangeView = (change: Partial<BenchView>, turn?: boolean) => void;

/** How long in ms the address waits for further changes: browsers refuse it more than some a second. */
const ADDRESS_MS = 250;

/** The view that the page's address asks for, kept there as it changes. */
export function useBenchView(): [view: BenchView, change: ChangeView] {
  const [view, setView] = useState(() => parseView(location.search));
  const now = useRef(view);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const show = (next: BenchView) => {
    now.current = next;
    setView(next);
  };
  const write = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    history.replaceState(history.state, "", location.pathname + formatView(now.current));
  };
  useEffect(() => {
    const read = () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      show(parseView(location.search));
    };
    addEventListener("popstate", read);
    return () => {
      clearTimeout(timer.current);
      removeEventListener("popstate", read);
    };
  }, []);
  const change: ChangeView = (change, turn = false) => {
    const next = { ...now.current, ...change };
    if (turn) {
      // What "back" leads to is what was seen last.
      if (timer.current !== undefined) write();
      history.pushState(null, "", location.pathname + formatView(next));
    } else timer.current ??= setTimeout(write, ADDRESS_MS);
    show(next);
  };
  return [view, change];
}
