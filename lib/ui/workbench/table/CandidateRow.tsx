import { Component, type JSX } from "preact";
import { points } from "@/lib/client/format.ts";
import { type Candidate, nameOf } from "@/lib/client/workbench/candidate.ts";
import { DECIDED } from "@/lib/client/workbench/decision_words.ts";
import { type RequirementColumn, shownFor } from "@/lib/client/workbench/requirement_column.ts";
import type { WindowPart } from "@/lib/client/workbench/table_window.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import {
  DECISION,
  FIRST_REQUIREMENT,
  NAME,
  PICK,
  SCORE,
  YEARS,
} from "@/lib/ui/workbench/table/columns.ts";
import { MET_WORDS } from "@/lib/ui/results/RequirementTable.tsx";
import type { DecisionName } from "@/lib/wire/review/decision.ts";
import type { Match } from "@/lib/wire/review/result_query.ts";

/** What a row is drawn of. All is compared by identity: a row is drawn anew only where it has changed. */
export interface CandidateRowProps {
  candidate: Candidate;
  /** Its place in the table, from 0. */
  row: number;
  columns: readonly RequirementColumn[];
  /** Which of them are drawn. */
  parts: readonly WindowPart[];
  matches: readonly Match[];
  decision: DecisionName | null;
  pending: boolean;
  selected: boolean;
  /** Whether its detail is open. */
  open: boolean;
  /** The column of its cell that Tab leads to; null where that is in another row. */
  active: number | null;
  href: string;
}

/** One candidate as a row of the grid. Its events are heard by the table. */
export class CandidateRow extends Component<CandidateRowProps> {
  override shouldComponentUpdate(next: CandidateRowProps): boolean {
    const { props } = this;
    return (Object.keys(next) as (keyof CandidateRowProps)[])
      .some((name) => next[name] !== props[name]);
  }

  override render(props: CandidateRowProps) {
    const { candidate, row, decision, selected, open, pending } = props;
    return (
      <tr
        role="row"
        class="candidate"
        aria-rowindex={row + 2}
        aria-selected={selected}
        data-row={row}
        data-decision={decision ?? "none"}
        data-open={open}
        data-pending={pending}
      >
        <Pick {...props} />
        <Score {...props} />
        <Name {...props} />
        <td role="gridcell" class="decided" {...cell(props, DECISION)}>
          {decision && <span class="decision" data-decision={decision}>{DECIDED[decision]}</span>}
        </td>
        <td role="gridcell" class="years figure" {...cell(props, YEARS)}>
          {yearsOf(candidate)}
        </td>
        {candidate.result
          ? props.parts.map((part) =>
            "gap" in part
              ? (
                <td
                  key={`gap-${props.parts.indexOf(part)}`}
                  colSpan={part.gap}
                  aria-hidden="true"
                />
              )
              : <Requirement key={part.at} {...props} at={props.columns[part.at]} />
          )
          : <Unscored {...props} />}
      </tr>
    );
  }
}

/** Controls are no Tab stops of their own; a plain cell can have the focus only while it is the active one. */
function cell({ active }: CandidateRowProps, column: number, control = false) {
  const tabIndex = active === column ? 0 : control ? -1 : undefined;
  return { "data-column": column, "aria-colindex": control ? undefined : column + 1, tabIndex };
}

function Pick(props: CandidateRowProps) {
  const { candidate, selected } = props;
  return (
    <td role="gridcell" class="pick" aria-colindex={PICK + 1}>
      <input
        type="checkbox"
        {...cell(props, PICK, true)}
        checked={selected}
        aria-disabled={!candidate.decidable}
        aria-label={`Select ${nameOf(candidate)}`}
      />
    </td>
  );
}

function Score(props: CandidateRowProps) {
  const { result } = props.candidate;
  const style = { "--score": result ? points(result.score) : 0 } as JSX.CSSProperties;
  return (
    <td role="gridcell" class="score-cell figure" style={style} {...cell(props, SCORE)}>
      {result ? points(result.score) : <span class="visually-hidden">No score</span>}
    </td>
  );
}

function Name(props: CandidateRowProps) {
  const { candidate, href } = props;
  const warnings = candidate.result?.warnings ?? [];
  return (
    <th role="rowheader" scope="row" class="who" aria-colindex={NAME + 1}>
      <span class="who-name">
        <a href={href} {...cell(props, NAME, true)}>{nameOf(candidate)}</a>
        {warnings.length > 0 && (
          <span class="warned" title={warnings.map(said).join(". ")}>
            <Icon name="alert" />
            <span class="visually-hidden">Has warnings</span>
          </span>
        )}
      </span>
      <span class="under">{underOf(props)}</span>
    </th>
  );
}

function said({ message }: { message: string }): string {
  return message;
}

const FIELDS: Record<Match["field"], string> = {
  name: "Name",
  file: "File",
  email: "Email",
  location: "Place",
  skill: "Skill",
  evidence: "Resume",
  decision: "Note",
};

/** Under a name: why a search has found it, else where the candidate lives and what they know. */
function underOf({ candidate: { result }, matches }: CandidateRowProps): string {
  if (matches.length > 0) {
    return [...new Set(matches.map(({ field, text }) => `${FIELDS[field]}: ${text}`))].join(" · ");
  }
  // Its name is the file's.
  if (!result) return "";
  const { location, skills } = result.candidate;
  const parts = [location, skills.slice(0, 8).join(", ")];
  return parts.filter((part) => part).join(" · ");
}

function yearsOf({ result }: Candidate): string {
  const years = result?.candidate.years_experience;
  return years === null || years === undefined ? "" : String(Math.round(years));
}

function Requirement(props: CandidateRowProps & { at: RequirementColumn }) {
  const { candidate, at } = props;
  const met = shownFor(candidate, at)?.met ?? "no";
  return (
    <td
      role="gridcell"
      class="shown"
      data-met={met}
      aria-label={MET_WORDS[met]}
      {...cell(props, FIRST_REQUIREMENT + at.index)}
    />
  );
}

const STATES: Partial<Record<Candidate["state"], string>> = {
  failed: "Failed",
  refused: "Refused",
  cancelled: "Cancelled",
};

function Unscored(props: CandidateRowProps) {
  const { candidate: { state, reason }, columns } = props;
  return (
    <td
      role="gridcell"
      class="unscored"
      colSpan={Math.max(1, columns.length)}
      {...cell(props, FIRST_REQUIREMENT)}
    >
      {[STATES[state], reason].filter((part) => part).join(": ")}
    </td>
  );
}
