/** What became of a batch: the last three are final. */
export type BatchStatus = "queued" | "processing" | "completed" | "failed" | "cancelled";

/** What became of a file: the last three are final. */
export type FileState = "received" | "extracting" | "scoring" | "done" | "failed" | "cancelled";

/** An `event: progress` of the stream, as it was sent (docs/sse.md); updates from outside may add fields. */
export interface Progress {
  user_id: string;
  batch_id: string | null;
  run: number | null;
  completed: number;
  total: number;
  status: BatchStatus;
  message: string;
  successful_files: number;
  failed_files: number;
  updated_at: string;
  [field: string]: unknown;
}

/** An `event: file` of the stream: one step of one resume. */
export interface FileEvent {
  batch_id: string;
  file_id: string;
  name: string;
  state: FileState;
  run?: number;
  reason?: string | null;
  score?: number | null;
  [field: string]: unknown;
}

/** Reads an unknown value as progress; null where it is none. */
export function asProgress(value: unknown): Progress | null {
  if (!isRecord(value) || typeof value.status !== "string") return null;
  const count = (field: string) => typeof value[field] === "number" ? value[field] as number : 0;
  return {
    ...value,
    user_id: String(value.user_id ?? ""),
    batch_id: typeof value.batch_id === "string" ? value.batch_id : null,
    run: typeof value.run === "number" ? value.run : null,
    completed: count("completed"),
    total: count("total"),
    status: value.status as BatchStatus,
    message: typeof value.message === "string" ? value.message : "",
    successful_files: count("successful_files"),
    failed_files: count("failed_files"),
    updated_at: typeof value.updated_at === "string" ? value.updated_at : "",
  };
}

/** Reads an unknown value as a file event; null where it is none. */
export function asFileEvent(value: unknown): FileEvent | null {
  if (!isRecord(value)) return null;
  const named = typeof value.batch_id === "string" && typeof value.file_id === "string";
  return named && typeof value.state === "string" ? value as FileEvent : null;
}

/** Whether `value` is an object with fields (no array, not null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
