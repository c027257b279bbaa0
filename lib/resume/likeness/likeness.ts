import { sketchOf } from "@/lib/resume/likeness/sketch.ts";
import type { Resume } from "@/lib/resume/reading/parse.ts";

/** What a resume is recognised by among others: its text, and whose it is. */
export interface Likeness {
  /** SKETCH_SIZE numbers; null for a text of a few words. */
  sketch: number[] | null;
  /** In its canonical form. */
  email: string | null;
  /** The last PHONE_DIGITS of its digits: with a country's code or without it is the same number. */
  phone: string | null;
  /** Words of the candidate's name, in lower case and without accents. */
  name: string[];
  /** When positions began, in months since year 0. */
  starts: number[];
}

/** A number has at least so many digits of its own. */
const PHONE_DIGITS = 8;
const MAX_NAME_WORDS = 8;
const MAX_WORD = 40;
const MAX_STARTS = 40;
const MAX_EMAIL = 254;

/** What is told of a resume beside what it is worth: `text` is what it was read from. */
export function likenessOf(resume: Resume, text: string): Likeness {
  const starts = resume.entries.map(({ range }) => range.start).filter(Number.isInteger);
  return {
    sketch: sketchOf(text),
    email: canonicalEmail(resume.email),
    phone: digitsOf(resume.phone),
    name: nameWords(resume.name),
    starts: [...new Set(starts)].slice(0, MAX_STARTS),
  };
}

/** Without what people add to tell mails apart; Gmail has dots only for show. */
function canonicalEmail(email: string | null): string | null {
  if (email === null) return null;
  const [local, host = ""] = email.toLowerCase().split("@");
  const domain = host === "googlemail.com" ? "gmail.com" : host;
  const box = local.split("+", 1)[0] || local;
  const own = domain === "gmail.com" ? box.replaceAll(".", "") : box;
  return `${own}@${domain}`.slice(0, MAX_EMAIL);
}

function digitsOf(phone: string | null): string | null {
  const digits = phone?.normalize("NFKC").replace(/\D/g, "") ?? "";
  return digits.length < PHONE_DIGITS ? null : digits.slice(-PHONE_DIGITS);
}

function nameWords(name: string | null): string[] {
  const plain = name?.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase() ?? "";
  return (plain.match(/[\p{L}\p{N}]{1,200}/gu) ?? [])
    .map((word) => word.slice(0, MAX_WORD)).slice(0, MAX_NAME_WORDS);
}
