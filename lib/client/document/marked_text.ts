import type { RequirementResult } from "@/lib/wire/result.ts";

/** Some of a text: lines without evidence, or one line with it. */
export interface TextPiece {
  text: string;
  /** Its first line, from 1. */
  line: number;
  /** The requirements that it shows, by their places among the result's; none in most. */
  requirements: number[];
}

/** A resume's text, with each line that is evidence by itself. */
export function markedText(
  text: string,
  requirements: readonly Pick<RequirementResult, "evidence_line">[],
): TextPiece[] {
  const byLine = new Map<number, number[]>();
  for (const [index, { evidence_line }] of requirements.entries()) {
    if (!evidence_line) continue;
    byLine.set(evidence_line, [...byLine.get(evidence_line) ?? [], index]);
  }
  const pieces: TextPiece[] = [];
  let plain: string[] = [];
  const lines = text.split("\n");
  const endPlain = (next: number) => {
    if (plain.length === 0) return;
    pieces.push({ text: plain.join("\n"), line: next - plain.length, requirements: [] });
    plain = [];
  };
  for (const [index, line] of lines.entries()) {
    const shown = byLine.get(index + 1);
    if (shown === undefined) {
      plain.push(line);
      continue;
    }
    endPlain(index + 1);
    pieces.push({ text: line, line: index + 1, requirements: shown });
  }
  endPlain(lines.length + 1);
  return pieces;
}
