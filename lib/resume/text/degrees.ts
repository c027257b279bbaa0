/** Degrees in their order; a higher one meets a demand for a lower one. */
export const DEGREES = ["school", "vocational", "bachelor", "master", "doctorate"] as const;

export type Degree = typeof DEGREES[number];

const PATTERNS: [Degree, RegExp][] = [
  [
    "doctorate",
    /\b(?:ph\.?\s?d|doctorate|doctoral|doctor of|dphil|m\.d\.|md degree|j\.?d\. |promotion zum|promoviert|doctorat|doctorado|dottorato|doutorado|doktorat)/iu,
  ],
  [
    "master",
    /\b(?:masters?(?:['’]s?)? (?:degree|of|in)|master['’]?s\b|m\.?sc\b|m\.?s\.? in|m\.s\.|mba\b|m\.?eng\b|m\.?tech\b|m\.a\.|magister|maestría|máster|mestrado|laurea magistrale|diplom-?(?:ingenieur|informatiker|kaufm)|graduate degree|advanced degree)/iu,
  ],
  [
    "bachelor",
    /\b(?:bachelors?(?:['’]s?)?\b|b\.?sc\b|b\.?s\.? in|b\.s\.|b\.a\.|ba in|b\.?eng\b|b\.?tech\b|b\.?com\b|undergraduate degree|college degree|university degree|4-year degree|four-year degree|licence (?:en|de|pro|professionnelle|universitaire)\b|licenciatura|licenciado|grado en|laurea|licencjat|inżynier|kandidatexamen|hochschulabschluss|studium)/iu,
  ],
  [
    "vocational",
    /\b(?:associate(?:['’]s)? (?:degree|of)|diploma in|vocational|apprenticeship|berufsausbildung|hnd\b|btec\b|trade school|technical diploma|formation professionnelle|formación profesional)/iu,
  ],
  [
    "school",
    /\b(?:high school|secondary school|ged\b|a-levels|abitur|baccalauréat|bachillerato|matura\b)/iu,
  ],
];

function levels(text: string): Degree[] {
  return PATTERNS.filter(([, pattern]) => pattern.test(text)).map(([degree]) => degree);
}

/** The highest degree that a text names, or null. */
export function highestDegree(text: string): Degree | null {
  return levels(text)[0] ?? null;
}

/** The lowest degree that a text names, or null: "Bachelor's or Master's" asks for a bachelor's. */
export function lowestDegree(text: string): Degree | null {
  return levels(text).at(-1) ?? null;
}
