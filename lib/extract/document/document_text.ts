/** What a reader of one format found. */
export interface DocumentText {
  text: string;
  /** How many characters a person can't see; they are not in `text`. */
  hidden: number;
  /** The lines of the first page that are set largest, largest first; absent where none tells. */
  headlines?: string[];
}
