import type { Result } from "@/lib/wire/result.ts";

/** What stands where something was taken out. */
const MARK = "[hidden]";

// Tried only where a word begins: from inside a long one it would be scanned again and again.
const ADDRESSES =
  /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?:\/\/\S+|www\.\S+|\b(?:linkedin|github)\.com\/\S+/gi;

/** Phone numbers: at least nine digits, with separators; "2015 - 2019" is none. */
const PHONES = /\+?\(?\d(?:[\s().\/-]{0,2}\d){8,14}/g;

/** Shorter parts of a name are not hidden by themselves: an initial would match everywhere. */
const SHORTEST = 3;

type Known = Pick<Result, "name" | "candidate">;

/**
 * Text of a resume with the candidate's identity hidden as far as it is known: the name, the place,
 * the file's name, and whatever looks like an address or a phone number.
 */
export function blindText(text: string, known: Known): string {
  return hiderOf(known)(text);
}

/** As `blindText`, for many texts of one candidate. */
export function hiderOf({ name, candidate }: Known): (text: string) => string {
  const stem = name.replace(/\.\w+$/, "");
  const whole = [name, stem, candidate.name, candidate.email, candidate.phone, candidate.location];
  // The file's name often contains the candidate's. Where that is known, its other words stay.
  const parts = [candidate.name ?? stem, candidate.location ?? ""]
    .flatMap((text) => text.split(/[^\p{L}\p{M}'-]+/u));
  const words = [...whole, ...parts].filter((word) => word !== null && word.length >= SHORTEST);
  const plain = (text: string) => text.replaceAll(ADDRESSES, MARK).replaceAll(PHONES, MARK);
  if (words.length === 0) return plain;
  const known = (words as string[])
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${known.join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );
  return (text) => plain(text).replaceAll(pattern, MARK);
}
