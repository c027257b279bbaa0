import { countOf } from "@/lib/client/format.ts";
import {
  type Characteristic,
  FOUR_FIFTHS,
  type GroupImpact,
  type ImpactReport,
} from "@/lib/client/impact/impact.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** How each group fared, characteristic by characteristic. */
export function ImpactTables({ report }: { report: ImpactReport }) {
  const { known, unknown, medianScore, characteristics } = report;
  if (known === 0) {
    return <p>None of the batch's candidates is in this table. Check its first column.</p>;
  }
  return (
    <>
      <p role="status">
        {countOf(known, "candidate")} of the batch in the table, {unknown} not. Median score:{" "}
        {medianScore.toFixed(1)}.
      </p>
      {characteristics.map((characteristic) => (
        <ImpactTable key={characteristic.columns.join("\n")} characteristic={characteristic} />
      ))}
    </>
  );
}

function ImpactTable({ characteristic: { columns, groups } }: { characteristic: Characteristic }) {
  return (
    <div class="impact-scroll" tabIndex={0} role="region" aria-label={columns.join(" and ")}>
      <table class="impact">
        <caption>{columns.join(" and ")}</caption>
        <thead>
          <tr>
            {columns.map((column) => <th key={column} scope="col">{column}</th>)}
            <th scope="col">Candidates</th>
            <th scope="col">Shortlisted</th>
            <th scope="col">Selection rate</th>
            <th scope="col">Impact ratio</th>
            <th scope="col">Scoring rate</th>
            <th scope="col">Impact ratio</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => <ImpactRow key={group.group.join("\n")} group={group} />)}
        </tbody>
      </table>
    </div>
  );
}

function ImpactRow({ group }: { group: GroupImpact }) {
  return (
    <tr>
      {group.group.map((name, i) => <th key={i} scope="row">{name}</th>)}
      <td>
        {group.candidates}
        {group.isSmall && <span class="muted">too few to judge by</span>}
      </td>
      <td>{group.selected}</td>
      <td>{percent(group.selectionRate)}</td>
      <RatioCell ratio={group.selectionRatio} />
      <td>{percent(group.scoringRate)}</td>
      <RatioCell ratio={group.scoringRatio} />
    </tr>
  );
}

function RatioCell({ ratio }: { ratio: number | null }) {
  if (ratio === null) return <td>none</td>;
  const isLow = ratio < FOUR_FIFTHS;
  return (
    <td data-low={isLow}>
      {isLow && <Icon name="alert" />}
      {ratio.toFixed(2)}
      {isLow && <span class="muted">below four fifths</span>}
    </td>
  );
}
