/** A word as it was made out, its box in pixels from the upper left corner. */
export interface Word {
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** 0 to 100: how sure Tesseract is of it. */
  confidence: number;
}

/** Words on one line, from left to right, in one block of the page. */
export interface Line {
  /** Tells blocks of the page apart. */
  block: number;
  words: Word[];
}

/** The rows of Tesseract's TSV that are words. */
const WORD_LEVEL = "5";
/** Less sure than this it is mostly what is no word at all: a logo, a photo's edge, dirt. */
const MIN_CONFIDENCE = 25;
/** What has no letter or digit has to be surer. */
const MIN_SIGN_CONFIDENCE = 60;

/** Reads Tesseract's TSV, leaving out what is hardly a word. */
export function linesOf(tsv: string): Line[] {
  const lines: Line[] = [];
  let name = "";
  for (const row of tsv.split("\n")) {
    const [level, , block, paragraph, line, , left, top, width, height, confidence, text] = row
      .split("\t");
    if (level !== WORD_LEVEL || text === undefined) continue;
    const word: Word = {
      text: text.trim(),
      left: Number(left),
      top: Number(top),
      right: Number(left) + Number(width),
      bottom: Number(top) + Number(height),
      confidence: Number(confidence),
    };
    if (!isWord(word)) continue;
    const its = `${block} ${paragraph} ${line}`;
    if (its !== name) lines.push({ block: Number(block), words: [] });
    name = its;
    lines[lines.length - 1].words.push(word);
  }
  return lines;
}

function isWord({ text, confidence }: Word): boolean {
  if (text === "") return false;
  return confidence >= (/[\p{L}\p{N}]/u.test(text) ? MIN_CONFIDENCE : MIN_SIGN_CONFIDENCE);
}
