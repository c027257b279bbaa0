/** The most pages of a PDF: longer ones are not resumes, and 100,000 pages hang a parser. */
export const MAX_PAGES = 30;
/** The most characters of text that a document may have. */
export const MAX_CHARACTERS = 500_000;
/** The most pages of a document that are read as pictures: more is no resume, and each takes seconds. */
export const MAX_OCR_PAGES = 5;
/** How long one document may take, in milliseconds. */
export const TIMEOUT_MS = 5_000;
