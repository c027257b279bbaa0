import { useEffect, useState } from "preact/hooks";
import { countOf, points } from "@/lib/client/format.ts";
import { type Candidate, nameOf } from "@/lib/client/workbench/candidate.ts";
import type { DecisionBook } from "@/lib/client/workbench/decision_book.ts";
import { DECIDED } from "@/lib/client/workbench/decision_words.ts";
import type { Result } from "@/lib/wire/result.ts";
import { Why } from "@/lib/ui/workbench/detail/WhyTab.tsx";

/** Whether the page is being printed: by the browser's own command, or once `print` was called. */
export function usePrinting(): { printing: boolean; print: () => void } {
  const [printing, setPrinting] = useState<"browser" | "page" | null>(null);
  useEffect(() => {
    const begin = () => setPrinting((now) => now ?? "browser");
    const end = () => setPrinting(null);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  useEffect(() => {
    // The sheets are drawn by now: within its own call, print would not wait for them.
    if (printing === "page") globalThis.print();
  }, [printing]);
  return { printing: printing !== null, print: () => setPrinting("page") };
}

/** A page for each candidate, which only a printer shows. */
export function PrintSheets(
  { title, candidates, book, known }: {
    title: string;
    candidates: readonly Candidate[];
    book: DecisionBook;
    known: ReadonlyMap<string, Result>;
  },
) {
  return (
    <div class="print-sheets">
      {candidates.map((candidate) => {
        const { id, result, reason, file } = candidate;
        const shown = book.shown(id);
        const years = result?.candidate.years_experience;
        return (
          <article key={id} class="sheet">
            <p class="muted">{title}</p>
            <h2>{nameOf(candidate)}</h2>
            <p>
              {[
                result
                  ? `Score ${points(result.score)}, rank ${result.rank}`
                  : reason ?? "No score",
                years == null ? "" : countOf(Math.round(years), "year"),
                result?.candidate.location ?? "",
                file,
              ].filter((text) => text !== "").join(" · ")}
            </p>
            {shown?.decision && (
              <p>
                <b>{DECIDED[shown.decision]}</b>
                {shown.reason && <>: {shown.reason}</>}
              </p>
            )}
            {shown?.note && <p class="pre">{shown.note}</p>}
            {result && <Why result={result} known={known} />}
          </article>
        );
      })}
    </div>
  );
}
