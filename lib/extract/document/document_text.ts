/** What a reader of one format found. */
export interface DocumentText {
  text: string;
  /** 1 where the format has no pages. */
  pages: number;
  /** How many characters a person can't see; they are not in `text`. */
  hidden: number;
}
