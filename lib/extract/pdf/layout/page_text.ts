import type { Headlines } from "@/lib/extract/document/headlines.ts";
import { readingOrder } from "@/lib/extract/pdf/layout/columns.ts";
import type { Glyph } from "@/lib/extract/pdf/layout/glyph.ts";
import { chainRuns } from "@/lib/extract/pdf/layout/run.ts";
import { runsLeft } from "@/lib/extract/pdf/layout/direction.ts";
import { joinRuns, lines, type Segment } from "@/lib/extract/pdf/layout/segment.ts";

/** A gap between lines beyond this (in ems) is an empty line in the text. */
const PARAGRAPH_GAP = 1.9;

/** What a page says, and where. */
export interface PageText {
  text: string;
  /** What the text is made of, in its order. */
  segments: Segment[];
}

/**
 * Turns the glyphs of one page into its text, in reading order; lines are kept as lines.
 * @param headlines told every piece of a line with the size of its type
 */
export function pageText(
  byAngle: ReadonlyMap<number, readonly Glyph[]>,
  headlines?: Headlines,
): PageText {
  const turned = [...byAngle.values()].toSorted((one, other) => other.length - one.length);
  const written: Segment[] = [];
  const text = turned.map((glyphs) => layOut(glyphs, written, headlines))
    .filter((text) => text !== "").join("\n\n");
  return { text, segments: written };
}

function layOut(glyphs: readonly Glyph[], written: Segment[], headlines?: Headlines): string {
  const segments = joinRuns(chainRuns(glyphs));
  for (const { text, size } of segments) headlines?.add(text, size);
  return readingOrder(segments).map((block) => blockText(block, written)).join("\n\n");
}

function blockText(segments: readonly Segment[], written: Segment[]): string {
  let text = "";
  let last: Segment | undefined;
  for (const line of lines(segments)) {
    line.sort((one, other) => one.left - other.left);
    if (last !== undefined) {
      const gap = last.y - line[0].y;
      text += gap > PARAGRAPH_GAP * Math.max(last.size, line[0].size) ? "\n\n" : "\n";
    }
    const read = asRead(line);
    text += lineText(read);
    for (const segment of read) written.push(segment);
    last = line[0];
  }
  return dehyphenate(text);
}

/** A line's pieces, from left to right, in the order in which they are read. */
function asRead(line: readonly Segment[]): readonly Segment[] {
  const texts = line.map((segment) => segment.text);
  return texts.length > 1 && runsLeft([...texts.join("")]) ? line.toReversed() : line;
}

/** What stands far apart on one line (a job and its dates) is kept apart by a tab. */
function lineText(line: readonly Segment[]): string {
  const texts = line.map((segment) => segment.text);
  let text = texts[0];
  for (let index = 1; index < texts.length; index++) {
    const isBullet = index === 1 && texts[0].length === 1;
    text += (isBullet ? " " : "\t") + texts[index];
  }
  return text;
}

/** Joins a word that was broken at the end of a line; one with hyphens of its own keeps this one too. */
function dehyphenate(text: string): string {
  return text.replace(/(\p{L}[-\u2010]\p{L}{1,40}[-\u2010])\n(?=\p{Ll})/gu, "$1").replace(
    /(\p{L})[-\u2010]\n(?=\p{Ll})/gu,
    "$1",
  );
}
