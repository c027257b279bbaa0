/** A document's text as a person sees it. */
export interface ExtractedDocument {
  /** Lines end with \n, blocks are parted by an empty line, tabs part what stands far apart. */
  text: string;
  /** There was text that a person can't see; it is left out of `text`. */
  hidden: boolean;
  /** The lines of the first page that are set largest, largest first. */
  headlines: string[];
}
