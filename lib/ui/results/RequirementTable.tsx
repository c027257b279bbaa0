import type {
  Met,
  RequirementKind,
  RequirementResult,
  RequirementYears,
} from "@/lib/wire/result.ts";

/** How far a requirement is met, in words. */
export const MET_WORDS: Record<Met, string> = {
  yes: "Met",
  partial: "Partly met",
  no: "Not stated",
};

const KINDS: Record<RequirementKind, string> = {
  must: "Must have",
  nice: "Nice to have",
  responsibility: "Responsibility",
};

/** Each requirement of the job, whether the resume shows it, and the words that do. */
export function RequirementTable(
  { requirements }: { requirements: RequirementResult[] },
) {
  if (requirements.length === 0) return null;
  return (
    <table class="requirements">
      <caption>What the job asks for</caption>
      <thead>
        <tr>
          <th scope="col">Found</th>
          <th scope="col">Requirement and evidence</th>
        </tr>
      </thead>
      <tbody>
        {requirements.map((requirement, index) => (
          <tr key={index}>
            <td>
              <span class="met" data-met={requirement.met}>
                <span class="met-word">{MET_WORDS[requirement.met]}</span>
              </span>
            </td>
            <td>
              <span>{requirement.text}</span>
              <span class="muted kind">{KINDS[requirement.kind]}</span>
              {requirement.years && <Years years={requirement.years} />}
              {requirement.evidence && <q>{requirement.evidence}</q>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MONTHS_A_YEAR = 12;

/** The years found for a requirement, and the positions that they were counted from. */
function Years(
  { years }: { years: RequirementYears },
) {
  const { asked, found, positions, halved } = years;
  if (found === null) return <span class="muted">No job dates found</span>;
  return (
    <div class="years">
      <span>
        {found.toFixed(1)} of {asked} {asked === 1 ? "year" : "years"}
        {halved && ", half of all years: no job names it"}
      </span>
      {positions.length > 0 && (
        <ul class="muted">
          {positions.map(({ title, dates, months }, index) => (
            <li key={index}>
              {title !== null && <>{title},</>} {dates}: {(months / MONTHS_A_YEAR).toFixed(1)} years
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
