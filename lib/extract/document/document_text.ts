import type { ExtractionReason } from "@/lib/extract/document/extraction_error.ts";

/** What a reader of one format found. */
export interface DocumentText {
  text: string;
  /** How many characters a person can't see; they are not in `text`. */
  hidden: number;
  /** What those characters say, as drawn; a quotation is made of it. Readers may leave it out. */
  hiddenText?: string;
  /** The pages, from 0, whose text is missing or garbage: only a look at them can read them. */
  needsOcr?: readonly number[];
  /** Why there is no text, where there is none; "no_text" where it isn't given. */
  unreadable?: ExtractionReason;
  /** The lines of the first page that are set largest, largest first; absent where none tells. */
  headlines?: string[];
}
