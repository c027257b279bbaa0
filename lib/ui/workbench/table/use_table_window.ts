import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { inSight } from "@/lib/client/workbench/table_window.ts";

/** Of which rows and which requirements' columns of a table, that scrolls in itself, there is something to see. */
export interface TableWindow {
  rows: readonly [from: number, to: number];
  columns: readonly [from: number, to: number];
  /** In pixels: all rows are equally high. */
  rowHeight: number;
}

/** Before anything is measured: about what a window holds. */
const FIRST: TableWindow = { rows: [0, 24], columns: [0, 12], rowHeight: 44 };
/** Sizes in rem, as the style sheet has them: on a phone a row has two lines of its own. */
const ROW_REM = 2.75;
const TALL_ROW_REM = 5.25;
const COLUMN_REM = 7;
/** Rows and columns that are drawn beyond those in sight. */
const SPARE_ROWS = 3;
const SPARE_COLUMNS = 1;
const PHONE = "(max-width: 38rem)";

/** The window of a table as it is scrolled, and as its size changes. */
export function useTableWindow(
  scroller: RefObject<HTMLElement>,
  { rows, columns }: { rows: number; columns: number },
): TableWindow {
  const [window, setWindow] = useState(FIRST);
  useLayoutEffect(() => {
    const { current: element } = scroller;
    if (!element) return;
    const phone = matchMedia(PHONE);
    const look = () => {
      if (element.clientHeight === 0) return; // Hidden behind a detail.
      const next = phone.matches
        ? onPhone(element, rows, columns)
        : measured(element, rows, columns);
      setWindow((before) => isSame(before, next) ? before : next);
    };
    look();
    const sized = new ResizeObserver(look);
    sized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    phone.addEventListener("change", look);
    return () => {
      sized.disconnect();
      element.removeEventListener("scroll", look);
      phone.removeEventListener("change", look);
    };
  }, [rows, columns]);
  const within = ([from, to]: readonly [number, number], count: number) =>
    [Math.min(from, count), Math.min(to, count)] as const;
  return {
    ...window,
    rows: within(window.rows, rows),
    columns: within(window.columns, columns),
  };
}

function measured(element: HTMLElement, rows: number, columns: number): TableWindow {
  const rowHeight = ROW_REM * rem();
  const width = COLUMN_REM * rem();
  // The requirements' columns are the last.
  const before = element.scrollWidth - columns * width;
  const { scrollTop, scrollLeft, clientHeight, clientWidth } = element;
  const seen = Math.min(clientWidth, scrollLeft + clientWidth - before);
  return {
    rows: inSight(
      { scrolled: scrollTop, seen: clientHeight, size: rowHeight, count: rows },
      SPARE_ROWS,
    ),
    columns: inSight(
      { scrolled: scrollLeft - before, seen, size: width, count: columns },
      SPARE_COLUMNS,
    ),
    rowHeight,
  };
}

function onPhone(element: HTMLElement, rows: number, columns: number): TableWindow {
  const rowHeight = TALL_ROW_REM * rem();
  const { scrollTop: scrolled, clientHeight: seen } = element;
  return {
    rows: inSight({ scrolled, seen, size: rowHeight, count: rows }, SPARE_ROWS),
    columns: [0, columns],
    rowHeight,
  };
}

function rem(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}

function isSame(a: TableWindow, b: TableWindow): boolean {
  return [a.rows, a.columns, a.rowHeight].flat().join() ===
    [b.rows, b.columns, b.rowHeight].flat().join();
}
