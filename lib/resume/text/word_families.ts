// English words of one meaning that the stemmer leaves apart, one family a line, by their stems. Only
// words that name the same field or deed: "physician" is not "physical".
const FAMILIES = `
  analysi analyz analyt analyst
  certif certifi
  lead leader leadership
  administr admin
  manag manageri
  mathemat math
  medicin medic
  technic technician technolog tech
  electr electrician
  statist statistician
  supervis supervisor supervisori
  advis advisor advisori
  repair repairer
  install instal
  sale sell seller
  organ organiz
  neurolog neurologist
  psycholog psychologist
  biolog biologist
  epidemiolog epidemiologist
  chemistri chemist chemic
  physic physicist
  pharmaci pharmacist pharmaceut
  law legal lawyer
  architect architectur
  maintain mainten
  solv solut
  decid decis
  strategi strateg strategist
  safeti safe
  judgment judgement
  diagnos diagnost diagnosi
  plan planner
  econom economist
  survey surveyor
  machin machineri machinist
  scienc scientist scientif
  write writer written
  therapi therapist
  art artist artistri
  detail detailori
  investig investigatori
  assist asst
  associ assoc
  prioriti priorit
`;

const FAMILY = new Map(
  FAMILIES.trim().split("\n").flatMap((line) => {
    const stems = line.trim().split(" ");
    return stems.map((stem) => [stem, stems[0]] as const);
  }),
);

/** The stem that stands for an English word's whole family: analyst and analysis are one. */
export function familyOf(stem: string): string {
  return FAMILY.get(stem) ?? stem;
}
