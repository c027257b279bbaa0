import { piecesOf } from "@/lib/resume/reading/contact.ts";
import { withoutEdges, withoutEnd } from "@/lib/resume/text/edges.ts";
import type { Line } from "@/lib/resume/text/lines.ts";
import { headingOf, joinSpacedLetters } from "@/lib/resume/reading/sections.ts";

/** A name stands within the first lines, or nowhere. */
const SEARCHED_LINES = 15;

const LABEL =
  /^[^\p{L}\p{N}]{0,4}(?:full\s)?(?:name|nom|nombre|nome|naam|imię i nazwisko|namn|navn|jméno)\*?(?:\s?[:：]\s?|\s[-–]\s)(.{2,60})/iu;
const FIRST = /^(?:first|given)\s?names?\s?[:：]\s?(.{2,40})/iu;
const LAST = /^(?:last\s?name|family\s?name|surname)\s?[:：]\s?(.{2,40})/iu;
const MARKDOWN = /^#+\s?|\*\*|__/g;
const PREFIX =
  /^(?:(?:mr|mrs|ms|dr|prof|herr|frau|ing|dipl)\.?\s|(?:resume|résumé|cv|curriculum vitae|lebenslauf)\s?(?:of|von|de|[-–:|])\s?)/iu;
const CREDENTIALS =
  /,?\s(?:ph\.?d|m\.?d|mba|pmp|cpa|rn|msc|bsc|m\.sc|b\.sc|esq|cissp|jr|sr|[ivx]{2,3})\.?$/iu;
const WORD = /^\p{Lu}[\p{L}\p{M}'’.\-]*$/u;
const PARTICLE =
  /^(?:de|da|do|dos|del|della|di|van|von|der|den|la|le|el|al|bin|ibn|zu|y|e|af|av|ten|ter)$/u;

// Words of titles, places and documents: no line that has one is a name.
const NO_NAME =
  /(?:^|\s)(?:engineer|developer|manager|director|analyst|designer|consultant|specialist|architect|scientist|student|intern|assistant|officer|teacher|nurse|technician|administrator|coordinator|accountant|resume|résumé|curriculum|vitae|cv|lebenslauf|university|college|school|institute|street|road|avenue|linkedin|github|portfolio|website|phone|email|address|page|confidential|citizen|entwickler|ingenieur|software|senior|junior|lead|marketing|sales|data|product|project|university|inc|llc|gmbh)(?:\s|$)/iu;

function cleaned(piece: string): string {
  let name = joinSpacedLetters(withoutEdges(piece, /[#*_\s]/, /[#*_\s]/)).replace(PREFIX, "");
  for (let n = 0; n < 3; n++) name = name.replace(CREDENTIALS, "");
  const bare = /\p{L}{3}\.$/u.test(name) ? name.slice(0, -1) : withoutEnd(name, /[,\s]/);
  return bare.trim();
}

function looksLikeName(name: string): boolean {
  const words = name.split(/\s+/);
  if (name.length < 2 || name.length > 50 || words.length > 5 || /[\d@:/\\()]/.test(name)) {
    return false;
  }
  if (NO_NAME.test(name) || name.includes(",")) return false;
  return words.every((word) => WORD.test(word) || PARTICLE.test(word)) && WORD.test(words[0]);
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ł", "l")
    .replaceAll("ø", "o").replaceAll("ß", "ss");
}

/** How much of the name the part of the address before "@" holds, 0 to 1; one word counts most. */
function sharedWithEmail(name: string, email: string | null): number {
  if (email === null) return 0;
  const local = plain(email.slice(0, email.indexOf("@")));
  const words = plain(name).split(/[^\p{L}]+/u).filter((word) => word.length > 1);
  const shared = words.filter((word) => local.includes(word)).length;
  return shared === 0 ? 0 : 0.7 + 0.3 * shared / words.length;
}

function isSingleWord(name: string): boolean {
  return looksLikeName(name) && !name.includes(" ");
}

/** What may be the name in a line: its pieces, or its words where the layout set them apart. */
function candidatesIn(line: Line, next: Line | undefined): string[] {
  const pieces = piecesOf(joinSpacedLetters(line.text)).slice(0, 3).map(cleaned);
  if (pieces.length > 1 && pieces.every(isSingleWord)) return [pieces.join(" ")];
  // A first name over a last name, set as two lines.
  const below = next === undefined || next.afterGap ? "" : cleaned(next.text);
  const pair = pieces.length === 1 && isSingleWord(pieces[0]) && isSingleWord(below);
  return pair ? [`${pieces[0]} ${below}`, ...pieces] : pieces;
}

/** A name that a label gives, in one line or as first and last name. */
function labelledName(lines: string[]): string | null {
  const [whole, first, last] = [LABEL, FIRST, LAST].map((pattern) => {
    const found = lines.map((line) => pattern.exec(line)).find((match) => match !== null);
    return cleaned(piecesOf(found?.[1] ?? "")[0] ?? "");
  });
  return whole || [first, last].filter((part) => part !== "").join(" ") || null;
}

/**
 * The candidate's name, or null: a labelled one, else the best of the first lines. It is shown and
 * never scored. An address that holds the name's words tells which line is the name.
 */
export function nameIn(
  lines: Line[],
  email: string | null,
  headlines: string[] = [],
): string | null {
  const top = lines.slice(0, SEARCHED_LINES);
  const labelled = labelledName(top.map((line) => line.text.replace(MARKDOWN, "")));
  if (labelled !== null) return labelled;
  let best: string | null = null;
  let bestScore = 0;
  for (const [at, line] of top.entries()) {
    if (headingOf(line) !== undefined) continue;
    for (const name of candidatesIn(line, lines[at + 1])) {
      if (!looksLikeName(name)) continue;
      const single = name.includes(" ") ? 0 : 0.6;
      const score = 1 - at / SEARCHED_LINES + 2 * sharedWithEmail(name, email) - single;
      if (score <= bestScore) continue;
      best = name;
      bestScore = score;
    }
  }
  return best;
}
