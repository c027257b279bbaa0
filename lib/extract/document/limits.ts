/** The most pages of a PDF: longer ones are not resumes, and 100,000 pages hang a parser. */
export const MAX_PAGES = 30;
/** The most characters of text that a document may have. */
export const MAX_CHARACTERS = 500_000;
/** The most pages of a document that are read as pictures: more is no resume, and each takes seconds. */
export const MAX_OCR_PAGES = 5;
/** How long drawing one page may take of the processor, in milliseconds: a picture of 40 million pixels takes 3 s. */
export const DRAW_TIMEOUT_MS = 15_000;
/** How long one document may take of the processor, in milliseconds. */
export const TIMEOUT_MS = 5_000;
/** The most pixels of a picture: a scanner makes 35 million at 600 dpi, a phone 12 as it is set. */
export const MAX_PICTURE_PIXELS = 40_000_000;
/** A picture with a side shorter than this many pixels has no line of text. */
export const MIN_PICTURE_SIDE = 24;
/** The most pixels of a page as OCR gets it: A4 at 200 dpi. */
export const MAX_PAGE_PIXELS = 3_900_000;
/** The most places of lines on a document's pages: more are of no resume, or were made to cost time. */
export const MAX_PLACES = 400;
