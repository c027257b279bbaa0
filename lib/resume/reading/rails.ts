import type { Line } from "@/lib/resume/text/lines.ts";

// The blanks are taken whole or not at all: given back one by one they would cost the square of their number.
const CELL = /^(\S(?:.{0,38}?\S)??)(?:\t| {3,}(?! ))\s*(\S.*)$/su;

function cells(line: Line | undefined): { first: string; rest: string } | undefined {
  const found = CELL.exec(line?.text ?? "");
  return found === null ? undefined : { first: found[1], rest: found[2] };
}

/**
 * Some resumes have their headings in a column at the left, on the first line of what they head
 * ("Education    State University"), even over two lines. This puts each heading on its own line.
 */
export function withoutRails(lines: Line[], isHeading: (text: string) => boolean): Line[] {
  const result: Line[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    const here = line.bullet ? undefined : cells(line);
    if (here === undefined) {
      result.push(line);
      continue;
    }
    const { number } = line;
    const heading = { bullet: false, afterGap: true, number };
    const content = { bullet: false, afterGap: false, number };
    const below = lines[at + 1]?.bullet ? undefined : cells(lines[at + 1]);
    if (isHeading(here.first)) {
      result.push({ text: here.first, ...heading }, { text: here.rest, ...content });
    } else if (below !== undefined && isHeading(`${here.first} ${below.first}`)) {
      result.push({ text: `${here.first} ${below.first}`, ...heading });
      result.push({ text: here.rest, ...content }, {
        text: below.rest,
        ...content,
        number: lines[at + 1].number,
      });
      at++;
    } else result.push(line);
  }
  return result;
}
