import { useState } from "preact/hooks";
import type { Result, Results } from "@/lib/client/batch.ts";
import { countOf } from "@/lib/ui/format.ts";
import { Icon } from "@/lib/ui/Icon.tsx";
import { ResultCard } from "@/lib/ui/ResultCard.tsx";

/** How many results are drawn at first, and more with each click. */
const PAGE = 50;

/** The ranked results with a filter, blind review and the download. */
export function RankedList({ results, csvUrl }: { results: Results; csvUrl: string | null }) {
  const [blind, setBlind] = useState(false);
  const [words, setWords] = useState("");
  const [shown, setShown] = useState(PAGE);
  const found = results.results.filter((result) => fits(result, words, blind));
  return (
    <section class="ranked" aria-labelledby="ranked-title">
      <div class="section-head">
        <h2 id="ranked-title" tabIndex={-1}>Ranked candidates</h2>
        <div class="tools">
          <label class="search">
            <span class="visually-hidden">Filter candidates</span>
            <input
              type="search"
              placeholder="Filter by name or skill"
              value={words}
              onInput={(event) => setWords(event.currentTarget.value)}
            />
          </label>
          <label class="switch">
            <input
              type="checkbox"
              checked={blind}
              onChange={(event) => setBlind(event.currentTarget.checked)}
            />
            Hide names
          </label>
          {csvUrl && (
            <a class="button quiet" href={csvUrl} download>
              <Icon name="download" />Download CSV
            </a>
          )}
        </div>
      </div>
      {words !== "" && <p class="muted" role="status">{countOf(found.length, "candidate")} found
      </p>}
      <ol class="results">
        {found.slice(0, shown).map((result) => (
          <ResultCard key={result.file_id} result={result} blind={blind} />
        ))}
      </ol>
      {found.length > shown && (
        <button
          type="button"
          class="button quiet more"
          onClick={() => setShown(shown + PAGE)}
        >
          Show more ({found.length - shown} left)
        </button>
      )}
    </section>
  );
}

function fits(result: Result, words: string, blind: boolean): boolean {
  const { candidate } = result;
  const texts = [...candidate.skills, ...result.matched];
  if (!blind) texts.push(candidate.name ?? "", candidate.location ?? "", result.name);
  const haystack = texts.join("\n").toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => haystack.includes(word));
}
