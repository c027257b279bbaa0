import type { Result } from "@/lib/wire/result.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** The conditions beside a score, and what to look at before trusting it. */
export function Flags({ result, relations }: {
  result: Result;
  /** What there is to say of other files about the same person. */
  relations: readonly string[];
}) {
  const { gates } = result;
  // Of a duplicate its relations say more.
  const warnings = result.warnings.filter(({ code }) => code !== "duplicate");
  if (gates.length + warnings.length + relations.length === 0) return null;
  return (
    <ul class="flags" role="list">
      {gates.map(({ gate, outcome, reason }) => (
        <li key={gate} data-outcome={outcome}>
          <Icon name={outcome === "pass" ? "check" : "alert"} />
          {reason}
        </li>
      ))}
      {relations.map((words) => (
        <li key={words} data-outcome="warning">
          <Icon name="file" />
          {words}
        </li>
      ))}
      {warnings.map(({ code, message }) => (
        <li key={code} data-outcome="warning">
          <Icon name="eye" />
          {message}
        </li>
      ))}
    </ul>
  );
}
