import type { DateRange } from "@/lib/resume/reading/dates.ts";
import type { Entry } from "@/lib/resume/reading/entries.ts";

/** A position whose time counts as work. */
export interface CountedPosition {
  /** The line that names it, or null. */
  title: string | null;
  /** Its dates as they are written. */
  dates: string;
  /** Its first month ("2019-03"), or its first year where no month is told; null where only a length is. */
  from: string | null;
  /** The same of its last; null where it goes on, or only a length is told. */
  to: string | null;
  /** How long it lasted; what overlaps another position is in both. */
  months: number;
}

function nameOf(month: number, precision: DateRange["precision"]): string | null {
  if (precision === "length") return null;
  const year = String(Math.floor(month / 12));
  return precision === "year" ? year : `${year}-${String(month % 12 + 1).padStart(2, "0")}`;
}

/** A position as it is counted. */
export function positionOf({ range, title }: Entry): CountedPosition {
  const { start, end, text, open, precision } = range;
  return {
    title,
    dates: text,
    from: nameOf(start, precision),
    // From a year to a year is the difference: the last year is the one that is written.
    to: open ? null : nameOf(precision === "year" ? end : Math.max(start, end - 1), precision),
    months: end - start,
  };
}
