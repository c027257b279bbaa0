import { countOf, formatNumber } from "@/lib/client/format.ts";

/** The part of a long list that is drawn: a browser lays out some dozens of rows at once. */
export interface PageOfRows {
  /** Index of its first row, and of the first after it. */
  from: number;
  to: number;
  /** Where the page itself stands among all pages, and how many there are. */
  index: number;
  pages: number;
}

/** The rows of page `index`, or of the last one there is. */
export function pageOf(index: number, rows: number, size: number): PageOfRows {
  const pages = Math.max(1, Math.ceil(rows / size));
  const within = Math.min(index, pages - 1);
  return { index: within, pages, from: within * size, to: Math.min(rows, (within + 1) * size) };
}

/** Goes through the pages of a list; draws nothing where one page holds it all. */
export function Pager(
  { page, total, noun, onPage }: {
    page: PageOfRows;
    /** How many rows there are in all, those not here yet included. */
    total: number;
    noun: string;
    onPage: (index: number) => void;
  },
) {
  const { from, to, index, pages } = page;
  if (pages === 1) return null;
  return (
    <nav class="pager" aria-label={`Pages of ${noun}s`}>
      <button
        type="button"
        class="button quiet"
        // Not `disabled`: that would take the focus away at the last page.
        aria-disabled={index === 0}
        onClick={() => index > 0 && onPage(index - 1)}
      >
        Previous
      </button>
      <span class="figure">
        {formatNumber(from + 1)} to {formatNumber(to)} of {countOf(total, noun)}
      </span>
      <button
        type="button"
        class="button quiet"
        aria-disabled={index === pages - 1}
        onClick={() => index < pages - 1 && onPage(index + 1)}
      >
        Next
      </button>
    </nav>
  );
}
