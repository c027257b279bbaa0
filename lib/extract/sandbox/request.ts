import type { PagedKind } from "@/lib/extract/view/paged_kind.ts";
import type { ContainerKind, FileKind } from "@/lib/wire/file_kinds.ts";
import type { Known } from "@/lib/resume/assess.ts";
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

/** Asks for a document's text. */
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

/** Asks for a page of a document, from 0, as a picture (see drawn_page.ts). */
export interface DrawRequest {
  kind: FileKind;
  page: number;
}

/** Asks for a page of a document, from 0, as a picture for a person (see sandbox/view/viewed_page.ts). */
export interface ViewRequest {
  kind: PagedKind;
  view: { page: number; width: number };
}

/** Asks where lines of a document's text stand on its pages; the bytes are the text, then the document. */
export interface PlacesRequest {
  kind: PagedKind;
  /** From 1. */
  lines: number[];
  /** Of the text, as UTF-8. */
  textBytes: number;
}

/** Brings, in place of a document, the text that OCR made of it. */
export interface TextRequest extends DocumentRequest {
  byOcr: {
    /** As the document's reader found it (see reply.ts). */
    hidden: string | null;
    /** There were more pages than OCR reads. */
    cut: boolean;
  };
}

/** A resume that was read before, as it is scored again. */
export interface ReadResume extends Known {
  /** Of its text, as UTF-8. */
  bytes: number;
  /** "Present" in it means this: milliseconds since 1970. */
  now: number;
}

/** Asks for resumes to be scored by other criteria; the bytes are their texts, one after the other. */
export interface AgainRequest {
  kind: "txt";
  resumes: ReadResume[];
  by: { job: string; criteria: ScreeningCriteria };
}

/** What a sandbox is told of the bytes that come with it. It is ours, so the sandbox trusts it. */
export type SandboxRequest =
  | DocumentRequest
  | ContainerRequest
  | CriteriaRequest
  | AgainRequest
  | DrawRequest
  | ViewRequest
  | PlacesRequest
  | TextRequest;
