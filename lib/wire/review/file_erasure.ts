/** What has become of a candidate who was to be erased. */
export interface FileErasure {
  batch_id: string;
  file_id: string;
  /** The files that are gone: the one that was named, what was in it, and what it alone was in. None again. */
  erased: string[];
}
