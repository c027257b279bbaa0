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
  technic technolog tech
  electr electrician
  statist statistician
  supervis supervisor supervisori
  advis advisor advisori
  repair repairer
  install instal
  sale sell seller
  neurolog neurologist
  psycholog psychologist
  biolog biologist
  epidemiolog epidemiologist
  chemistri chemist chemic
  physic physicist
  pharmaci pharmacist pharmaceut
  law legal lawyer attorney
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
  teach teacher
  farm farmer
  agricultur agronomi agronomist agronom agricultura agri
  bank banker
  bake baker bakeri
  weld welder
  carpent carpentri
  plumb plumber
  librari librarian
  dental dentist dentistri
  paint painter
  clean cleaner
  roof roofer
  mason masonri
  danc dancer
  sing singer
  music musician
  counsel counselor counsellor
  instruct instructor
  educ educat
  surgeri surgic surgeon
  translat translator
  edit editor editori
  assembl assembler assembli
  dispatch dispatcher
  journal journalist
  nutrit nutritionist
  photograph photographi
  aviat avion
  brick bricklay
  cashier cash
  athlet athletic
  sculptur sculptor
  gymnast gym
  account acct
  vaccin immun
  veterinari veterinarian vet
  custodi custodian
  construct constructor
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
