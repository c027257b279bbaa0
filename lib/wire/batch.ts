import type { BatchStatus, FileState } from "@/lib/wire/stream_event.ts";

/** One file of a batch, as GET batches/{id} lists it. */
export interface BatchFile {
  file_id: string;
  name: string;
  /** Bytes. */
  size: number;
  state: FileState;
  /** The run of the batch that it was last in. */
  run: number;
  reason: string | null;
  score: number | null;
}

/** A batch, as GET batches lists it. */
export interface BatchSummary {
  batch_id: string;
  user_id: string;
  run: number;
  status: BatchStatus;
  open: boolean;
  total: number;
  completed: number;
  successful_files: number;
  failed_files: number;
  cancelled_files: number;
  /** Refused at their upload. */
  rejected_files: number;
  expected_files: number | null;
  created_at: string;
  updated_at: string;
}

/** A batch, as GET batches/{id} answers it. */
export interface Batch extends BatchSummary {
  job_description: string;
  files: BatchFile[];
}

/** The person a resume is about, as far as it could be read. */
export interface Candidate {
  name: string | null;
  email: string | null;
  phone: string | null;
  location: string | null;
  years_experience: number | null;
  skills: string[];
}

/** One requirement of the job, and what of it the resume shows. */
export interface RequirementMatch {
  text: string;
  kind: string;
  met: "yes" | "partial" | "no";
  /** Words of the resume that show it. */
  evidence: string | null;
}

/** A part of a score: `weight` times `value` is what it adds. */
export interface ScorePart {
  part: string;
  weight: number;
  value: number;
}

/** A condition outside the score: a missing degree is flagged, not subtracted. */
export interface Gate {
  gate: string;
  outcome: "pass" | "unknown" | "fail";
  reason: string;
}

/** One scored resume. */
export interface Result {
  file_id: string;
  name: string;
  score: number;
  rank: number;
  candidate: Candidate;
  summary: string;
  parts: ScorePart[];
  requirements: RequirementMatch[];
  matched: string[];
  missing: string[];
  gates: Gate[];
  warnings: string[];
}

/** Some of the ranked list of a batch, as GET batches/{id}/results answers it. */
export interface Results {
  results: Result[];
  /** Of all. */
  total: number;
}
