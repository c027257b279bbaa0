import { relationWords } from "@/lib/client/results/relation_words.ts";
import { Contact } from "@/lib/ui/results/Contact.tsx";
import { Flags } from "@/lib/ui/results/Flags.tsx";
import { RequirementTable } from "@/lib/ui/results/RequirementTable.tsx";
import { ScoreBreakdown } from "@/lib/ui/results/ScoreBreakdown.tsx";
import type { Result } from "@/lib/wire/result.ts";

/** Why a candidate has this score: in a sentence, by requirement with the resume's words, and in points. */
export function Why({ result, known }: {
  result: Result;
  /** All results that are loaded, by their file_ids. */
  known: ReadonlyMap<string, Result>;
}) {
  return (
    <div class="why">
      {result.summary && <p>{result.summary}</p>}
      <Flags result={result} relations={relationWords(result, known)} />
      <Contact candidate={result.candidate} />
      <RequirementTable requirements={result.requirements} />
      <ScoreBreakdown parts={result.parts} score={result.score} />
    </div>
  );
}
