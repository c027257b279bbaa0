/** What a reader of one format found. */
export interface DocumentText {
  text: string;
  /** How many characters a person can't see; they are not in `text`. */
  hidden: number;
}
