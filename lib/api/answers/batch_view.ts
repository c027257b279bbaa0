import { type Batch, completed, total } from "@/lib/batches/batch.ts";
import { senderOf } from "@/lib/batches/sender.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { type BatchFile as FileView, type BatchSummary, DEFAULT_TITLE } from "@/lib/wire/batch.ts";

/** A batch as the API shows it. */
export function batchView(batch: Batch, now: Date = new Date()): BatchSummary {
  return {
    batch_id: batch.id,
    user_id: batch.user,
    title: batch.title ?? DEFAULT_TITLE,
    run: batch.run,
    status: batch.status,
    blind: batch.blind !== undefined,
    blind_schools: batch.blind?.schools ?? false,
    open: batch.open,
    total: total(batch),
    completed: completed(batch),
    successful_files: batch.successful,
    failed_files: batch.failed,
    cancelled_files: batch.cancelled,
    refused_files: batch.refused ?? 0,
    unpacked_files: batch.unpacked ?? 0,
    expected_files: batch.expected,
    sender: senderOf(batch, now),
    created_at: batch.createdAt,
    updated_at: batch.updatedAt,
    expires_at: batch.expiresAt ?? null,
  };
}

/** A file as the API shows it. */
export function fileView(file: BatchFile): FileView {
  return {
    file_id: file.id,
    parent: file.parent ?? null,
    name: file.name,
    size: file.size,
    sha256: file.sha256 ?? null,
    state: file.state,
    reason: file.reason,
    retryable: file.retryable ?? false,
    score: file.score,
    run: file.run,
    updated_at: file.updatedAt,
  };
}
