import type { Likeness } from "@/lib/resume/likeness/likeness.ts";

type Identity = Pick<Likeness, "email" | "phone" | "name" | "starts">;

/**
 * Whether two resumes are about one person: the same e-mail address or phone number, or the same name and
 * positions that began at the same time. A name that can't be the same one contradicts the first two: an
 * agency puts its own address on everybody's.
 */
export function isSamePerson(a: Identity, b: Identity): boolean {
  const hasContact = isShared(a.email, b.email) || isShared(a.phone, b.phone);
  if (hasContact) return mayBeOneName(a.name, b.name);
  return isOneName(a.name, b.name) && shareHistory(a.starts, b.starts);
}

function isShared(a: string | null, b: string | null): boolean {
  return a !== null && a === b;
}

/** Names change and are shortened, mostly behind the first word; what wasn't found contradicts nothing. */
function mayBeOneName(a: string[], b: string[]): boolean {
  if (a.length === 0 || b.length === 0) return true;
  return a[0] === b[0] || isWithin(a, b) || isWithin(b, a);
}

/** At least two words, in whichever order the family stands. */
function isOneName(a: string[], b: string[]): boolean {
  return Math.min(a.length, b.length) >= 2 && (isWithin(a, b) || isWithin(b, a));
}

function isWithin(a: string[], b: string[]): boolean {
  return a.every((word) => b.includes(word));
}

/** Half of the shorter history, and two positions where it has as many. */
function shareHistory(a: number[], b: number[]): boolean {
  const shorter = Math.min(a.length, b.length);
  const shared = a.filter((start) => b.includes(start)).length;
  return shared >= Math.max(Math.min(2, shorter), shorter / 2) && shared > 0;
}
