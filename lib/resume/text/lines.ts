/**
 * At most this many characters of a document are read: a page holds some 3,500 and the extractor takes
 * 30 of them. Every character costs every other request its time: the worst text of this length 0.2 s.
 */
export const MAX_TEXT = 150_000;

/** Longer lines are read in pieces: what looks at one line may take its square in time. */
const MAX_LINE = 1_000;

/** A document has at most this many lines that count: 30 pages hold fewer than 3,000. */
const MAX_LINES = 6_000;

// Bullets of word processors and of symbol fonts (private use area), check marks, dashes, numbers. A
// dash or star may stand right before its word; two stars are Markdown for bold.
const BULLET =
  /^\s{0,40}(?:[•●▪◦‣⁃∙·○■□►▸➢➤✓✔\uE000-\uF8FF]\s{0,8}|[-–—*+]\s{1,8}|[-–—](?=\p{L})|\*(?=[^*\s])|(?:\d{1,2}|[a-z])[.)]\s{1,8})(?=\S)/u;

/** One line of a document. */
export interface Line {
  /** Without its bullet and outer spaces; spaces inside are as they were. */
  text: string;
  /** True where the line began with a bullet or a list number. */
  bullet: boolean;
  /** True where an empty line stands before it. */
  afterGap: boolean;
  /** Its place in the document, from 1, with the lines that don't count; pieces of a line share it. */
  number: number;
}

/** Control and format characters that no reader of the text can see; space and line ends stay. */
const INVISIBLE = /[^\P{Cc}\t\n\v\f\r]|\p{Cf}/gu;

/** The text in one normal form (NFKC, well formed, no invisible characters), at most MAX_TEXT long. */
export function normalize(text: string): string {
  return text.slice(0, MAX_TEXT).toWellFormed().normalize("NFKC").replace(INVISIBLE, "")
    .slice(0, MAX_TEXT);
}

function* pieces(line: string): Generator<string> {
  for (let from = 0; from < line.length;) {
    const end = from + MAX_LINE;
    // Looked for in the piece alone: in a line without blanks it would be searched to the beginning.
    const space = end < line.length ? line.slice(from, end + 1).lastIndexOf(" ") : -1;
    const to = space > 0 ? from + space : end;
    yield line.slice(from, to);
    from = to;
  }
}

const LINE_END = /\r\n|[\n\r\f\v\u2028\u2029]/;

/** Splits a document into its lines; those without a letter are left out and told by `afterGap`. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let afterGap = true;
  for (const [index, raw] of normalize(text).split(LINE_END).entries()) {
    const bullet = BULLET.exec(raw);
    const line = raw.slice(bullet?.[0].length ?? 0).trim();
    if (!/[\p{L}\p{N}]/u.test(line)) {
      afterGap = true;
      continue;
    }
    for (const text of pieces(line)) {
      lines.push({ text: text.trim(), bullet: bullet !== null, afterGap, number: index + 1 });
      if (lines.length === MAX_LINES) return lines;
      afterGap = false;
    }
  }
  return lines;
}
