import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";
import { textOf } from "@/lib/extract/ocr/page_text.ts";
import { type Line, linesOf } from "@/lib/extract/ocr/page_words.ts";
import { inkOf, quarterOf, skewOf } from "@/lib/extract/ocr/skew.ts";
import type { Tesseract } from "@/lib/extract/ocr/tesseract.ts";
import { turnBy, turnHalf, turnQuarter } from "@/lib/extract/ocr/turn.ts";

/** What OCR made of a page. */
export interface ReadPage {
  text: string;
  /** How many words of it are sure. */
  words: number;
}

/** A word that counts: sure, and of at least three letters. */
const SURE = 60;
const REAL_WORD = /\p{L}{3}/u;
/** A page of fewer sure words than this, or of less than this part of all, may lie upside down. */
const FEW_WORDS = 8;
const SURE_PART = 0.5;
/** Less ink than this is an empty page, in dark places of the picture. */
const MIN_INK = 100;
/** Smaller angles are not worth the blur that turning makes, in degrees. */
const MIN_TURN = 0.15;
/** Lines across the page must be so much sharper than along it for the page to be turned. */
const QUARTER_MARGIN = 1.3;

interface Attempt {
  lines: Line[];
  words: number;
  /** Of all words with letters, the part that is sure. */
  part: number;
}

/** Reads a page: turns it so that its lines are level, reads it, and the other way up if that fails. */
export function readPage(tesseract: Tesseract, picture: GreyPicture): ReadPage {
  const level = levelled(picture);
  if (level === null) return { text: "", words: 0 };
  let best = attempt(tesseract, level);
  if (best.words < FEW_WORDS || best.part < SURE_PART) {
    const other = attempt(tesseract, turnHalf(level));
    if (other.words > best.words) best = other;
  }
  return { text: textOf(best.lines), words: best.words };
}

/** The page with level lines; null where nothing is on it. */
function levelled(picture: GreyPicture): GreyPicture | null {
  const ink = inkOf(picture);
  if (ink.xs.length < MIN_INK) return null;
  const [upright, lying] = [skewOf(ink), skewOf(quarterOf(ink))];
  const isLying = lying.sharpness > QUARTER_MARGIN * upright.sharpness;
  const turned = isLying ? turnQuarter(picture) : picture;
  const { degrees } = isLying ? lying : upright;
  return Math.abs(degrees) < MIN_TURN ? turned : turnBy(turned, degrees);
}

function attempt(tesseract: Tesseract, picture: GreyPicture): Attempt {
  const lines = linesOf(tesseract.recognize(picture));
  const words = lines.flatMap((line) => line.words).filter(({ text }) => REAL_WORD.test(text));
  const sure = words.filter(({ confidence }) => confidence >= SURE).length;
  return { lines, words: sure, part: sure / Math.max(1, words.length) };
}
