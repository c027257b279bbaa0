import { withoutEdges } from "@/lib/resume/text/edges.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

// Begins at the "@", so that each is looked at once: a run of letters, or of "@", would be scanned again
// and again. A second "@" before it is that of a name in a network ("@ola@mastodon.social").
const EMAIL =
  /@(?<=(?<![@\p{L}\p{N}._%+'\-])([\p{L}\p{N}._%+'\-]{1,64})@)([\p{L}\p{N}\-]{1,63}(?:\.[\p{L}\p{N}\-]{1,63}){1,5})/u;

/** Spelled out so that machines don't read it: "ola (at) x (dot) example". */
const AT = /\s{0,2}[([{<]\s?(?:at|ät|à|arroba|chiocciola|@)\s?[)\]}>]\s{0,2}/giu;
const DOT = /\s{0,2}[([{<]\s?(?:dot|punkt|point|punto|ponto|\.)\s?[)\]}>]\s{0,2}/giu;
const WORDS =
  /(?<=[\p{L}\p{N}])\s(?:at|arroba)\s([\p{L}\p{N}-]{1,63})\s(?:dot|punto)\s(?=[\p{L}]{2,10}(?![\p{L}]))/giu;
/** So much of two lines is looked at where an address may be broken between them. */
const ENDS = 100;

/** An address in a text, with where it stands. */
interface Found {
  email: string;
  from: number;
  to: number;
}

function emailOf(text: string): Found | null {
  const found = EMAIL.exec(text);
  if (found === null) return null;
  const email = withoutEdges(`${found[1]}@${found[2]}`, /[._%+'\-]/, /[.\-]/);
  const from = found.index - found[1].length;
  return { email, from, to: found.index + found[0].length };
}

/** The address with what a line's end has cut off it. */
function whole(
  found: Found,
  line: string,
  above: Line | undefined,
  below: Line | undefined,
): string {
  const start = /(?:^|[\s:])([\p{L}\p{N}][\p{L}\p{N}._%+\-]{0,40}[._])$/u.exec(
    above?.text.slice(-ENDS) ?? "",
  );
  const head = found.from === 0 && start !== null ? start[1] : "";
  const end =
    /^(?:\p{Ll}{2,10}(?![\p{L}\p{N}.])|(?:\p{Ll}[\p{Ll}\p{N}-]{1,30}\.)\p{Ll}{2,10}(?![\p{L}\p{N}]))/u
      .exec(below?.text ?? "");
  const broken = /[.\-]$/.test(line) && found.to >= line.length - 1;
  return head + found.email + (broken && end !== null ? line.slice(-1) + end[0] : "");
}

/** An address that is spelled out, spaced out or broken between two lines. */
function disguised(line: string, next: Line | undefined): string | null {
  const plain = line.replace(AT, "@").replace(DOT, ".").replace(WORDS, "@$1.");
  const tight = plain.replace(/\s{0,3}@\s{0,3}/g, "@");
  const spaced = emailOf(tight.replace(/(?<=@[\p{L}\p{N}.-]{0,80}) ?\. ?(?=\p{Ll})/gu, "."));
  // "Engineer @ northwind.example" names an employer.
  if (spaced !== null && (tight === plain || /^[\p{Ll}\p{N}._%+'\-]+@/u.test(spaced.email))) {
    return spaced.email;
  }
  if (next === undefined || !/@/.test(line.slice(-ENDS) + next.text.slice(0, 1))) return null;
  const joined = emailOf(line.slice(-ENDS) + next.text.slice(0, ENDS));
  return joined?.email ?? null;
}

/** The first e-mail address among the lines, or null. */
export function emailIn(lines: Line[]): string | null {
  for (const [at, { text }] of lines.entries()) {
    const found = text.includes("@") ? emailOf(text) : null;
    if (found !== null) return whole(found, text, lines[at - 1], lines[at + 1]);
  }
  for (const [at, { text }] of lines.entries()) {
    const found = disguised(text, lines[at + 1]);
    if (found !== null) return found;
  }
  return null;
}
