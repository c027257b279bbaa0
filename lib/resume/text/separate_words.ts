// English words that the stemmer would join with others of another meaning: the stem of its own that each
// gets, before its inflections.
const SEPARATE = `
  excellent: excellent excellence excellently excelled excelling excels
  animal: animal animals
  animat: animate animated animation animations animator animators
  university: university universities
  important: important importance importantly
  organic: organic organically
  organiz: organization organizations organisation organisations organizational organisational organize organized organizes organizing organizer organise organised organises organising organiser
  internal: internal internally
  relational: relational
  relative: relative relatively relatives
  physical: physical physically
  accounting: accounting accountant accountants accountancy
  accountable: accountable accountability
  engineer: engineer engineers engineering engineered
  trainer: trainer trainers
  designat: designate designated designating designation
  product: product products
  personality: personality personalities
  customs: customs
  securities: securities
  authority: authority authorities
  authoriz: authorize authorized authorization authorise authorised authorisation
  hospitality: hospitality
  publish: publication publications
  medicat: medication medications
  opera: opera operas
  nursery: nursery nurseries
  community: community communities
  technician: technician technicians
  developer: developer developers
  designer: designer designers
  generic: generic generics
  generat: generate generated generates generating generator generators generation
  experiment: experiment experiments experimental
  logist: logistics logistic logistical
  mobility: mobility
  policy: policy policies
  police: police policing
`;

const OWN_STEM = new Map(
  SEPARATE.trim().split("\n").flatMap((line) => {
    const [stem, words] = line.trim().split(": ");
    return words.split(" ").map((word) => [word, stem] as const);
  }),
);

// Names of products that are words too: an inflected form ("swiftly", "dockers") is never the product.
const PRODUCTS = new Set(
  ("excel swift docker rust ruby flask express puppet spring slack dart julia react oracle scala hive helm " +
    "celery bootstrap").split(" "),
);

/** The stem of an English word that has to be kept apart from its look-alikes, or undefined. */
export function ownStem(word: string): string | undefined {
  return OWN_STEM.get(word) ?? (PRODUCTS.has(word) ? word : undefined);
}

/** A stem that is not taken for a product's name. */
export function noProduct(stem: string): string {
  return PRODUCTS.has(stem) ? `${stem}~` : stem;
}
