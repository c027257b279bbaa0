import type { ExtractionReason } from "@/lib/extract/document/extraction_error.ts";
import { lettersIn } from "@/lib/extract/document/readability.ts";

/** What is known of a document that may be no more than a cover or a form. */
export interface CoverSigns {
  /** What its pages say. */
  text: string;
  pages: number;
  /** Files that are packed into it. */
  attachments: number;
  /** Parts of an XFA form, which only Adobe's programs draw. */
  xfaPackets: number;
  /** Fields to fill in, and those that are. */
  fields: number;
  filled: number;
}

/** A cover says a few sentences. */
const MAX_COVER_LETTERS = 1_500;
/** What viewers that know no XFA show, whatever its language: it always names Adobe's reader. */
const XFA_COVER = /please wait|adobe|acrobat/i;
const XFA_WORDS = /please wait[.\s]*if this message is not eventually replaced/i;
const PORTFOLIO_COVER = /portfolio|portafolio|portefeuille|adobe|acrobat/i;
/** Fewer letters than this beside attachments are no document of their own. */
const MIN_LETTERS = 40;
/** A form has several fields; a single one may be a signature's. */
const MIN_FIELDS = 5;
/** The labels, headings and notes of a form have fewer letters for each field. */
const MAX_LETTERS_A_FIELD = 150;

/** Why a document says nothing of a person: it is a cover, or a form that is not filled in. Else null. */
export function coverReason(signs: CoverSigns): ExtractionReason | null {
  const { text, pages, attachments, xfaPackets, fields, filled } = signs;
  const isBelow = (letters: number) => lettersIn(text) < letters;
  const mayBeXfa = xfaPackets > 0 && pages === 1 && filled === 0 && XFA_COVER.test(text);
  if ((XFA_WORDS.test(text) || mayBeXfa) && isBelow(MAX_COVER_LETTERS)) return "xfa_form";
  if (attachments > 0) {
    const isCover = pages === 1 && PORTFOLIO_COVER.test(text);
    if (isBelow(isCover ? MAX_COVER_LETTERS : MIN_LETTERS)) return "portfolio";
  }
  const isForm = fields >= MIN_FIELDS && filled === 0 && isBelow(fields * MAX_LETTERS_A_FIELD);
  return isForm ? "empty_form" : null;
}
