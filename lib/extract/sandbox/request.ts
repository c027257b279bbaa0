import type { ContainerKind, FileKind } from "@/lib/wire/file_kinds.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";

/** The part of criteria that a score is made of. */
export type ScreeningCriteria = Pick<Criteria, "requirements" | "weights">;

/** What a resume is scored against, and when: "present" in it means `now`. */
export interface Screening {
  job: string;
  /** What is asked for; null where the job alone says it. */
  criteria: ScreeningCriteria | null;
  /** Milliseconds since 1970. */
  now: number;
}

/** What a sandbox is told of a document beside its bytes. It is ours, so the sandbox trusts it. */
export interface DocumentRequest {
  kind: FileKind;
  /** Null where only the text is wanted. */
  screening: Screening | null;
}

/** What it is told of a container: it answers with the files in it, a page at a time. */
export interface ContainerRequest {
  kind: ContainerKind;
  /** Number of the first file that is wanted. */
  from: number;
  /** The most bytes of one file, and of a page. */
  maxBytes: number;
}

/** Asks what the bytes, a job description as UTF-8, ask for. */
export interface CriteriaRequest {
  kind: "txt";
  criteria: true;
}

export type SandboxRequest = DocumentRequest | ContainerRequest | CriteriaRequest;
