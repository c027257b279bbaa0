import type { Result } from "@/lib/wire/result.ts";
import { formsOf, shortForms } from "@/lib/wire/blind/name_forms.ts";
import { withoutPersonal } from "@/lib/wire/blind/personal_words.ts";

/** What stands where something was taken out. */
const MARK = "[hidden]";

// Tried only where a word begins: from inside a long one it would be scanned again and again.
const ADDRESSES =
  /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?:\/\/\S+|www\.\S+|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.(?:com|org|net|io|dev|me|info|de|fr|uk|eu|in|co)\/\S+/gi;

/** Phone numbers: at least nine digits, with separators; "2015 - 2019" is none. */
const PHONES = /\+?\(?\d(?:[\s().\/-]{0,2}\d){8,14}/g;

/** Shorter numbers that are said to be one's. */
const SAID_PHONES =
  /(?<![\p{L}\p{N}])(?:tel|telephone|telefon|phone|mobile|mobil|cell|handy|tél|teléfono|fax|whatsapp)[.:：]{0,2}\s{0,3}\+?\(?\d[\d ()./-]{4,20}/giu;

/** Titles say whether it is a man or a woman, and whose name comes next. */
const TITLES =
  /(?<![\p{L}\p{N}])(?:Mr|Mrs|Ms|Miss|Mx|Herrn?|Frau|Mme|Mlle|Monsieur|Madame|Signora?|Señora?)\.?\s(?=\[hidden\])/gu;

/** Letters of an e-mail's local part from which on it is looked for by itself, as a handle. */
const SHORTEST_HANDLE = 5;

type Known = Pick<Result, "name" | "candidate">;

/** What is hidden beside what always is. */
export interface Hiding {
  /** The schools where somebody was. */
  schools: boolean;
}

/**
 * Text of a resume with the candidate's identity hidden as far as it is known: the name, the place,
 * the file's name, dates of birth, pronouns, and whatever looks like an address or a phone number.
 */
export function blindText(text: string, known: Known, hiding?: Hiding): string {
  return hiderOf(known, hiding)(text);
}

/** As `blindText`, for many texts of one candidate. */
export function hiderOf(
  { name, candidate }: Known,
  hiding: Hiding = { schools: false },
): (text: string) => string {
  const stem = name.replace(/\.\w+$/, "");
  const { email, phone, location } = candidate;
  const handle = email?.split("@", 1)[0] ?? "";
  const whole = [name, stem, candidate.name, email, phone, location];
  // The file's name often contains the candidate's. Where that is known, its other words stay.
  const parts = [candidate.name ?? `${stem} ${handle}`, location ?? ""]
    .flatMap((text) => text.split(/[^\p{L}\p{M}'-]+/u));
  const handles = handle.length >= SHORTEST_HANDLE ? [handle] : [];
  const forms = formsOf([...whole.filter((it) => it !== null), ...parts, ...handles]);
  const pattern = forms === null ? null : new RegExp(forms, "giu");
  const short = shortForms((candidate.name ?? "").split(/[^\p{L}\p{M}'-]+/u));
  const exact = short === null ? null : new RegExp(short, "gu");
  return (text) => {
    let shown = text.replaceAll(ADDRESSES, MARK).replaceAll(PHONES, MARK)
      .replaceAll(SAID_PHONES, MARK);
    if (pattern) shown = shown.replaceAll(pattern, MARK);
    if (exact) shown = shown.replaceAll(exact, MARK);
    return withoutPersonal(shown.replaceAll(TITLES, ""), MARK, hiding);
  };
}
