import { createHash } from "node:crypto";
import type { Batch } from "@/lib/batches/batch.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { RejectionSlug } from "@/lib/wire/upload.ts";

/** A file whose bytes are stored and which no batch has yet. */
export interface StoredFile {
  name: string;
  /** Bytes. */
  size: number;
  /** Of the bytes, in hex. */
  sha256: string;
  blob: string;
}

/** A file that was given and is not accepted. */
export interface RefusedFile {
  name: string;
  /** Bytes; null where it was not read to its end. */
  size: number | null;
  /** For people. */
  reason: string;
  type: RejectionSlug;
}

/** What a refused file takes up, in bytes: its record, its event and what it is found by. */
export const REFUSED_BYTES = 1024;

/** The record of a given file, as a batch takes it in. */
export function recordOf(
  batch: Batch,
  id: string,
  given: StoredFile | RefusedFile,
  now: Date,
): BatchFile {
  const isStored = "blob" in given;
  return {
    id,
    user: batch.user,
    batch: batch.id,
    run: batch.run,
    ...batch.blind && { blind: true as const },
    name: given.name,
    size: given.size,
    sha256: isStored ? given.sha256 : null,
    state: isStored ? "received" : "refused",
    reason: isStored ? null : given.reason,
    score: null,
    blob: isStored ? given.blob : null,
    textBlob: null,
    attempt: null,
    updatedAt: now.toISOString(),
  };
}

/** Whether the page has told of the file in place of sending it. */
export function isTold(file: StoredFile | RefusedFile): boolean {
  return "type" in file && file.type === "file-not-sent";
}

/** Why a file is refused: its stable name, and words for people. */
const CAUSES = {
  too_large: ["file-too-large", "The file is too large"],
  too_many: ["file-too-many", "The batch has all the files it may have"],
  empty: ["file-empty", "The file is empty"],
  unsupported: [
    "file-unsupported",
    "This kind of file can't be read; save it as PDF, DOCX or TXT",
  ],
  damaged: ["file-damaged", "The file is damaged"],
  too_deep: ["file-too-deep", "It is a file in a file in a file; upload it by itself"],
} as const satisfies Record<string, [slug: RejectionSlug, words: string]>;
export type RefusalCause = keyof typeof CAUSES;

/** The file as it is refused for `cause`. */
export function refused(
  { name, size }: Pick<RefusedFile, "name" | "size">,
  cause: RefusalCause,
): RefusedFile {
  const [type, reason] = CAUSES[cause];
  return { name, size, reason, type };
}

/**
 * What makes a file the same as another of its batch, in hex: its name, size and bytes; where it is
 * refused, the reason stands for the bytes.
 */
export function fingerprint(file: StoredFile | RefusedFile): string {
  const content = "sha256" in file ? ["bytes", file.sha256] : ["refused", file.reason];
  return createHash("sha256").update(JSON.stringify([file.name, file.size, ...content]))
    .digest("hex");
}
