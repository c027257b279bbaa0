/** What the server takes; the page says so before anything is sent. */
export interface UploadLimits {
  /** Bytes of one file. */
  maxFileBytes: number;
  /** Files of one batch. */
  maxFiles: number;
}
