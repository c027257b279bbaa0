import { useEffect } from "preact/hooks";
import { type Candidate, nameOf } from "@/lib/client/workbench/candidate.ts";
import type { DecisionBook } from "@/lib/client/workbench/decision_book.ts";
import { DECIDED } from "@/lib/client/workbench/decision_words.ts";
import { type RequirementColumn, shownFor } from "@/lib/client/workbench/requirement_column.ts";
import { points } from "@/lib/client/format.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { MET_WORDS } from "@/lib/ui/results/RequirementTable.tsx";

interface CompareViewProps {
  candidates: readonly Candidate[];
  columns: readonly RequirementColumn[];
  book: DecisionBook;
  onRemove: (id: string) => void;
  onClose: () => void;
}

/** Two to four candidates side by side: a row for each requirement, with the resumes' words. */
export function CompareView(props: CompareViewProps) {
  const { candidates, columns, onClose } = props;
  useEffect(() => document.getElementById("compare-title")?.focus(), []);
  return (
    <section class="compare" aria-labelledby="compare-title">
      <div class="section-head">
        <h2 id="compare-title" tabIndex={-1}>Compare {candidates.length} candidates</h2>
        <button type="button" class="button quiet" onClick={onClose}>
          <Icon name="back" />Back to the list
        </button>
      </div>
      <div class="compare-scroller" tabIndex={0} role="group" aria-label="Comparison">
        <table>
          <thead>
            <tr>
              <th scope="col">Requirement</th>
              {candidates.map((candidate) => (
                <Who key={candidate.id} {...props} candidate={candidate} />
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => <Line key={column.index} {...props} column={column} />)}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Who({ candidate, book, onRemove }: CompareViewProps & { candidate: Candidate }) {
  const { id, result } = candidate;
  const name = nameOf(candidate);
  const decision = book.shown(id)?.decision;
  const years = result?.candidate.years_experience;
  return (
    <th scope="col">
      <span class="compare-who">
        <b class="figure">{result ? points(result.score) : "-"}</b>
        <span>{name}</span>
        <button
          type="button"
          class="icon-button"
          aria-label={`Remove ${name} from the comparison`}
          onClick={() => onRemove(id)}
        >
          <Icon name="cross" />
        </button>
      </span>
      <span class="muted">
        {[years == null ? "" : `${Math.round(years)} years`, decision ? DECIDED[decision] : ""]
          .filter((text) => text !== "").join(" · ")}
      </span>
    </th>
  );
}

function Line(
  { candidates, column }: CompareViewProps & { column: RequirementColumn },
) {
  return (
    <tr>
      <th scope="row">{column.text}</th>
      {candidates.map((candidate) => {
        const { met = "no", evidence } = shownFor(candidate, column) ?? {};
        return (
          <td key={candidate.id}>
            <span class="met" data-met={met}>{MET_WORDS[met]}</span>
            {evidence && <q>{evidence}</q>}
          </td>
        );
      })}
    </tr>
  );
}
