import { RESULT_ORDERS, type ResultFilter } from "@/lib/client/results/result_filter.ts";

const ORDERS: Record<ResultFilter["order"], string> = {
  score: "Best score first",
  years: "Most experience first",
  name: "By name",
};

/** Chooses which results are shown, and in which order. */
export function FilterBar(
  { filter, hasMustHaves, onFilter }: {
    filter: ResultFilter;
    /** Whether the job has any; if not, there is no switch for them. */
    hasMustHaves: boolean;
    onFilter: (filter: ResultFilter) => void;
  },
) {
  const { words, mustHaves, order, blind } = filter;
  return (
    <div class="filters" role="search" aria-label="Candidates">
      <input
        type="search"
        class="filter-words"
        aria-label="Filter candidates"
        placeholder={blind ? "Filter by skill" : "Filter by name, file or skill"}
        value={words}
        onInput={(event) => onFilter({ ...filter, words: event.currentTarget.value })}
      />
      <select
        aria-label="Order"
        value={order}
        onChange={(event) => {
          const order = RESULT_ORDERS[event.currentTarget.selectedIndex];
          onFilter({ ...filter, order });
        }}
      >
        {RESULT_ORDERS.map((order) => (
          <option key={order} value={order} disabled={blind && order === "name"}>
            {ORDERS[order]}
          </option>
        ))}
      </select>
      {hasMustHaves && (
        <Switch
          name="Meets all must-haves"
          on={mustHaves}
          onSwitch={(mustHaves) => onFilter({ ...filter, mustHaves })}
        />
      )}
      <Switch
        name="Hide names"
        on={blind}
        onSwitch={(blind) =>
          onFilter({ ...filter, blind, order: order === "name" ? "score" : order })}
      />
    </div>
  );
}

function Switch(
  { name, on, onSwitch }: { name: string; on: boolean; onSwitch: (on: boolean) => void },
) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      {name}
    </label>
  );
}
