/** What a person read in a resume. */
export interface Truth {
  contact: { full_name: string; email?: string; phone?: string };
  experience: { dates?: string }[];
  skills: string[];
}

/** What the program read in the same resume. */
export interface Reading {
  name: string | null;
  email: string | null;
  phone: string | null;
  skills: string[];
  /** The date ranges of its positions, as written. */
  dates: string[];
}

/** Right ones out of all that a person read. */
export interface Figure {
  right: number;
  of: number;
}

export type Field = "name" | "email" | "phone" | "skills" | "dates";

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[‐-―−]/g, "-").replace(/[\s.]+/g, "");
}

function digits(text: string): string {
  return text.replace(/\D/g, "").slice(-9);
}

function figure(truths: string[], readings: string[]): Figure {
  const left = [...readings];
  let right = 0;
  for (const truth of truths) {
    const at = left.indexOf(truth);
    if (at === -1) continue;
    left.splice(at, 1);
    right++;
  }
  return { right, of: truths.length };
}

function single(truth: string | undefined, reading: string | null, same: (text: string) => string) {
  return figure(truth === undefined ? [] : [same(truth)], reading === null ? [] : [same(reading)]);
}

/** How much of a person's reading of one resume the program found, field by field. */
export function fieldFigures(truth: Truth, reading: Reading): Record<Field, Figure> {
  const dates = truth.experience.flatMap(({ dates }) => dates === undefined ? [] : [plain(dates)]);
  return {
    name: single(truth.contact.full_name, reading.name, plain),
    email: single(truth.contact.email, reading.email, plain),
    phone: single(truth.contact.phone, reading.phone, digits),
    skills: figure(truth.skills.map(plain), reading.skills.map(plain)),
    dates: figure(dates, reading.dates.map(plain)),
  };
}

/** Adds figures up, field by field. */
export function addFigures(all: Record<Field, Figure>[]): Record<Field, Figure> {
  const sum = (field: Field) => ({
    right: all.reduce((total, figures) => total + figures[field].right, 0),
    of: all.reduce((total, figures) => total + figures[field].of, 0),
  });
  return {
    name: sum("name"),
    email: sum("email"),
    phone: sum("phone"),
    skills: sum("skills"),
    dates: sum("dates"),
  };
}
