/** Bounds of one upload; sizes in bytes. */
export interface MultipartLimits {
  maxFileBytes: number;
  maxRequestBytes: number;
  maxFiles: number;
  /** A field whose file doesn't count towards maxFiles. */
  uncountedField?: string;
  maxFieldBytes: number;
  /** A client is waited for so long at most, in milliseconds; 60 s unless told. A KiB earns a second. */
  idleMs?: number;
  /** So long a body may take in all, in milliseconds; half an hour unless told. */
  wholeMs?: number;
  /** So long a sink may take to come to rest after a failure, in milliseconds; 30 s unless told. */
  restMs?: number;
}

/** What is known of a file before its bytes. `name` is text to show, never a path. */
export interface FileInfo {
  field: string;
  name: string;
  /** The media type the client claims. */
  type: string;
}

/** A file on its way in. `content` throws `FileTooLarge` past maxFileBytes. */
export interface FilePart extends FileInfo {
  content: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** Takes the parts, one at a time and in their order. What it throws ends the reading. */
export interface MultipartSink {
  field(name: string, value: string): void | Promise<void>;
  /** What it leaves unread is dropped. Lets `FileTooLarge` out after undoing what it stored. */
  file(part: FilePart): Promise<void>;
  /** A file that is refused alone; the others go on. */
  rejected(file: FileInfo, reason: "too_large" | "too_many"): void | Promise<void>;
}
