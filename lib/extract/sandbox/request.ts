import type { FileKind } from "@/lib/wire/file_kinds.ts";

/** What a resume is scored against, and when: "present" in it means `now`. */
export interface Screening {
  job: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** What a sandbox is told of a document beside its bytes. It is ours, so the sandbox trusts it. */
export interface SandboxRequest {
  kind: FileKind;
  /** Null where only the text is wanted. */
  screening: Screening | null;
}
