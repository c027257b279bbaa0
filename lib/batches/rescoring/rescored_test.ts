import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { keptVerdicts, merged, reweighed } from "@/lib/batches/rescoring/rescored.ts";
import { assess, assessAgain, MAX_POSITIONS } from "@/lib/resume/assess.ts";
import { completed, requirementsRead } from "@/lib/resume/job/criteria.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import type { Assessment } from "@/lib/wire/result.ts";
import type { Criteria, RequirementEdit } from "@/lib/wire/review/criteria.ts";
import { DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";
import { rounds } from "@/testing/thorough.ts";

const NOW = new Date("2026-06-01T00:00:00Z");

const AD = `Warehouse Supervisor

We move goods for half of the country and look for someone who leads the late shift.

Must have:
- 4+ years of experience as a warehouse supervisor
- Forklift licence and experience with inventory control in a busy distribution centre
- SAP or Oracle
- Degree in logistics

Nice to have:
- German
- Lean management, Kaizen

Responsibilities:
- Plan the shifts of twenty people
- Report stock levels to the head of logistics
`;

const READ: Criteria = {
  version: 1,
  requirements: requirementsRead(AD),
  weights: DEFAULT_WEIGHTS,
  source: "job",
  edited_at: NOW.toISOString(),
};

const TELLING = `Maria Lopez
maria.lopez@example.com | +1 212 555 0147 | Austin, TX

Experience
Warehouse Supervisor, Northgate Logistics          Mar 2019 - Present
- Led a late shift of 24 people, planned shifts and stock counts
- Cut picking errors by a third with Kaizen and SAP EWM

Forklift Operator, Harbor Goods                    2014 - 2019
- Inventory control, forklift licence, night shifts

Education
B.Sc. Logistics, University of Texas, 2014

Skills
SAP, Excel, Spanish, forklift
`;

const RESUMES: Record<string, string> = {
  "a telling one": TELLING,
  "one that says little": "Bob Ray\nI drove trucks.",
  "one without dates": "Ann Poe\n\nExperience\nWarehouse lead\n- Oracle, stock levels, forklift\n",
  "one that denies":
    "Lee Wu\n\nSkills\nNo experience with SAP. Forklift: none.\nGood at inventory control\n",
  "one in German":
    "Jörg Vogel\n\nBerufserfahrung\n2016 – 2021 Lagerleiter, Spedition Roth\n- Schichtplanung für zwanzig " +
    "Leute, Bestände gemeldet, Staplerschein und SAP für das Lager und die Inventur der Waren in der Halle\n" +
    "\nAusbildung\n2012 – 2015 Fachkraft für Lagerlogistik\n",
  "one that copies the ad": `${AD}\n\nCarl Copy\n2015 - 2020 Supervisor\n`,
  "one that copies what must be": `Di Paste

2015 - 2020 Supervisor, Roth Ltd

${AD.slice(AD.indexOf("- 4+"), AD.indexOf("Nice")).trim()}
`,
  "one of many positions": `Zoe Long\n\nExperience\n${
    Array.from({ length: 30 }, (_, i) =>
      `Warehouse Supervisor, Site ${i}   ${1990 + i} - ${1991 + i}\n- SAP and forklift\n`)
      .join("\n")
  }`,
  "no text": "",
};

const text = fc.constantFrom(
  "SAP",
  "Forklift licence",
  "3 years of inventory control",
  "Spanish or German",
  "Kubernetes",
  "Führerschein und Erfahrung mit der Lagerverwaltung",
  "2+ years as a forklift operator",
  "Report stock levels to the head of logistics",
);

/** A change of some requirements: what each becomes; null where it is taken out. */
const change = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.record({ text }),
  fc.record({ kind: fc.constantFrom("must" as const, "nice" as const, "responsibility" as const) }),
  fc.record({ years: fc.constantFrom(null, 1, 12) }),
  fc.record({ weight: fc.constantFrom(0, 2.5, 5) }),
  fc.record({ knockout: fc.boolean() }),
  fc.constant(null),
);

interface Edit {
  changes: (Partial<RequirementEdit> | null)[];
  added: string[];
  isTurned: boolean;
}

const edits: fc.Arbitrary<Edit> = fc.record({
  changes: fc.array(change, { minLength: 9, maxLength: 9 }),
  added: fc.array(text, { maxLength: 2 }),
  isTurned: fc.boolean(),
});

function edited(before: Criteria, { changes, added, isTurned }: Edit): Criteria {
  const kept = before.requirements.flatMap((requirement, at): RequirementEdit[] => {
    const by = changes[at];
    return by === null ? [] : [{ ...requirement, ...by }];
  });
  const all = [...kept, ...added.map((text): RequirementEdit => ({ text, kind: "must" }))];
  const requirements = completed(
    { requirements: isTurned ? all.toReversed() : all, weights: DEFAULT_WEIGHTS },
    before.requirements,
  );
  return { ...before, version: 2, requirements };
}

/** A stored assessment by other criteria, as a rescoring makes it. */
function again(text: string, job: string, stored: Assessment, before: Criteria, after: Criteria) {
  const weighed = reweighed(stored, before, after);
  if (weighed) return weighed;
  const kept = keptVerdicts(stored, job === "" ? null : before, after);
  const { name, location } = stored.candidate;
  const copied = stored.warnings.some(({ code }) => code === "copied_job");
  const known = { name, location, copied, met: kept.map((verdict) => verdict?.met ?? null) };
  const brief = briefOf(job, after);
  return merged(stored, assessAgain({ text, brief, now: NOW }, known), kept, after);
}

for (const [name, text] of Object.entries(RESUMES)) {
  Deno.test(`a changed assessment is that of a full scoring: ${name}`, () => {
    const before = READ;
    const stored = new Map(
      [AD, ""].map((job) => [job, assess({ text, brief: briefOf(job, before), now: NOW })]),
    );
    fc.assert(
      fc.property(edits, fc.constantFrom(AD, AD, ""), (edit, job) => {
        const after = edited(before, edit);
        const whole = assess({ text, brief: briefOf(job, after), now: NOW });
        const found = again(text, job, stored.get(job)!, before, after);
        const shown = found.requirements.map(({ years }) => years?.positions.length ?? 0);
        assert(shown.reduce((sum, count) => sum + count, 0) <= MAX_POSITIONS);
        const compared = name === "one of many positions"
          ? withoutPositions
          : (it: Assessment) => it;
        assertEquals(compared(found), compared(whole));
      }),
      { numRuns: rounds(20, 60) },
    );
  });
}

/** Of positions that a stored verdict had no room for, none is found out again. */
function withoutPositions({ requirements, ...assessment }: Assessment) {
  const years = requirements.map(({ years, ...rest }) => ({
    ...rest,
    years: years?.found ?? null,
  }));
  return { ...assessment, requirements: years };
}
