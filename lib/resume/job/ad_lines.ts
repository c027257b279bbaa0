import { htmlText } from "@/lib/extract/plain/html_text.ts";
import type { Ahead } from "@/lib/resume/job/job_headings.ts";
import { type Line, linesOf, MAX_TEXT } from "@/lib/resume/text/lines.ts";

/** A line of a job description. */
export interface AdLine extends Line {
  /** What comes after it, where a gap stands before it. */
  ahead: Ahead;
  /** True where a sign that also stands before headings made it a list item. */
  signed: boolean;
}

// Emoji and other signs before an item or a heading, and the dash of "-5 years".
const SIGN =
  /^(?:[\p{Extended_Pictographic}\p{So}→⇒»›¤・※][\uFE0F\u20E3\p{Emoji_Modifier}]{0,3}\s{0,8}){1,4}(?=[^\s])|^\d[\uFE0F]?\u20E3\s{0,8}(?=\S)/u;
const DASH = /^(?:[-–—](?=\d)|>\s|[(（]?(?:\d{1,2}|[a-z])[)）]\s{0,8}|[oO§]\s{2,8})(?=\S)/u;

/** A line of so many characters most likely filled its column. */
const FULL_LINE = 45;

/** The lines of a job description, pasted as text, Markdown or HTML; wrapped sentences are joined. */
export function adLines(text: string): AdLine[] {
  const lines = joined(linesOf(plainOf(text)).map(itemOf));
  return lines.map((line, at) => {
    const next = lines[at + 1];
    const heads = line.afterGap && (!line.bullet || line.signed) && next !== undefined;
    return { ...line, ahead: heads ? aheadOf(line, next) : undefined };
  });
}

function aheadOf(line: Item, next: Line): Ahead {
  if (next.bullet) return line.signed ? "block" : "list";
  return next.afterGap ? undefined : "block";
}

interface Item extends Line {
  signed: boolean;
}

function itemOf(read: Line): Item {
  // What is left of an emoji whose first sign was taken for a bullet.
  const line = { ...read, text: read.text.replace(/^[\uFE0F\u20E3]\s{0,8}/u, "") };
  const sign = SIGN.exec(line.text);
  if (sign !== null) {
    return { ...line, text: line.text.slice(sign[0].length), bullet: true, signed: true };
  }
  const dash = line.bullet ? null : DASH.exec(line.text);
  if (dash === null) return { ...line, signed: false };
  return { ...line, text: line.text.slice(dash[0].length), bullet: true, signed: false };
}

/** Lines that only the width of a mail or a page broke are one again. */
function joined(lines: Item[]): Item[] {
  const found: Item[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    const goesOn = last !== undefined && !line.bullet && !line.afterGap &&
      last.text.length >= FULL_LINE && last.text.length < MAX_JOINED &&
      /^[\p{Ll}\p{N}(]/u.test(line.text) && !/[.!?:;]$/.test(last.text);
    if (goesOn) last.text = `${last.text} ${line.text}`;
    else found.push({ ...line });
  }
  return found;
}

/** A paragraph is joined up to this length: what reads a line may take its square. */
const MAX_JOINED = 1_000;

const TAG =
  /<\/?(?:p|br|li|ul|ol|div|h[1-6]|strong|b|em|i|span|section|table|tr|td|article|html|body)(?:\s[^<>]{0,300})?\/?>/i;
const ESCAPED_TAG = /&lt;\/?(?:p|br|li|ul|ol|div|h[1-6]|strong|span)(?:\s[^<>]{0,300})?\/?&gt;/i;

/** The text of an ad that was pasted as HTML, once or twice escaped; others as they are. */
function plainOf(text: string): string {
  let plain = text.slice(0, MAX_TEXT);
  if (ESCAPED_TAG.test(plain)) {
    plain = plain.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
  }
  return TAG.test(plain) ? htmlOf(plain) : plain;
}

function htmlOf(text: string): string {
  // Line ends that the writer of half an HTML ad set are meant, where no tags make any.
  const broken = /<(?:p|br|li|div|h[1-6]|tr)\b/i.test(text) ? text : text.replaceAll("\n", "<br>");
  const listed = broken.replace(/<h[1-6](?:\s[^<>]{0,300})?>/gi, "<br>$&# ");
  try {
    return htmlText(new TextEncoder().encode(listed.toWellFormed())).text;
  } catch {
    return text;
  }
}
