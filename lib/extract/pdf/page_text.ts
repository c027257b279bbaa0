import { readingOrder } from "@/lib/extract/pdf/columns.ts";
import type { Glyph } from "@/lib/extract/pdf/glyph.ts";
import type { Headlines } from "@/lib/extract/document/headlines.ts";
import { chainRuns } from "@/lib/extract/pdf/run.ts";
import { joinRuns, lines, type Segment } from "@/lib/extract/pdf/segment.ts";

/** A gap between lines beyond this (in ems) is an empty line in the text. */
const PARAGRAPH_GAP = 1.9;

/**
 * Turns the glyphs of one page into its text, in reading order; lines are kept as lines.
 * @param headlines told every piece of a line with the size of its type
 */
export function pageText(
  byAngle: ReadonlyMap<number, readonly Glyph[]>,
  headlines?: Headlines,
): string {
  const turned = [...byAngle.values()].toSorted((one, other) => other.length - one.length);
  return turned.map((glyphs) => layOut(glyphs, headlines)).filter((text) => text !== "").join(
    "\n\n",
  );
}

function layOut(glyphs: readonly Glyph[], headlines?: Headlines): string {
  const segments = joinRuns(chainRuns(glyphs));
  for (const { text, size } of segments) headlines?.add(text, size);
  return readingOrder(segments).map(blockText).join("\n\n");
}

function blockText(segments: readonly Segment[]): string {
  let text = "";
  let last: Segment | undefined;
  for (const line of lines(segments)) {
    line.sort((one, other) => one.left - other.left);
    if (last !== undefined) {
      const gap = last.y - line[0].y;
      text += gap > PARAGRAPH_GAP * Math.max(last.size, line[0].size) ? "\n\n" : "\n";
    }
    text += lineText(line);
    last = line[0];
  }
  return dehyphenate(text);
}

/** What stands far apart on one line (a job and its dates) is kept apart by a tab. */
function lineText(line: readonly Segment[]): string {
  let text = line[0].text;
  for (let index = 1; index < line.length; index++) {
    const isBullet = index === 1 && line[0].text.length === 1;
    text += (isBullet ? " " : "\t") + line[index].text;
  }
  return text;
}

/** Joins a word that was broken at the end of a line. */
function dehyphenate(text: string): string {
  return text.replace(/(\p{L})[-\u2010]\n(?=\p{Ll})/gu, "$1");
}
