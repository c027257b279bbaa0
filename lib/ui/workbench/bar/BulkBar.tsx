import { formatNumber } from "@/lib/client/format.ts";
import { MOST_COMPARED } from "@/lib/client/workbench/bench_view.ts";
import { DECIDE } from "@/lib/client/workbench/decision_words.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { DECISION_ICONS } from "@/lib/ui/workbench/detail/DecisionForm.tsx";
import { type DecisionName, DECISIONS } from "@/lib/wire/review/decision.ts";

/** What can be done with all that are selected; nothing where nobody is. */
export function BulkBar(
  { count, comparable, onDecide, onCompare, onClear }: {
    count: number;
    /** How many of them have a score. */
    comparable: number;
    onDecide: (decision: DecisionName) => void;
    onCompare: () => void;
    onClear: () => void;
  },
) {
  if (count === 0) return null;
  return (
    <div class="bulk-bar" role="group" aria-label="Selected candidates">
      <b class="figure">{formatNumber(count)} selected</b>
      {DECISIONS.map((decision) => (
        <button
          key={decision}
          type="button"
          class="button quiet"
          onClick={() => onDecide(decision)}
        >
          <Icon name={DECISION_ICONS[decision]} />
          {DECIDE[decision]}
        </button>
      ))}
      {comparable >= 2 && comparable <= MOST_COMPARED && (
        <button type="button" class="button quiet" onClick={onCompare}>Compare</button>
      )}
      <button type="button" class="button quiet" onClick={onClear}>Clear</button>
    </div>
  );
}
