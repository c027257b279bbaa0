import type { Batch, BatchSender } from "@/lib/batches/batch.ts";
import { BatchBeingSentError } from "@/lib/batches/batch_errors.ts";
import type { Sender } from "@/lib/wire/batch.ts";
import { UPLOAD_SENDER } from "@/lib/wire/upload.ts";

/** Who closes or cancels a batch. */
export interface Closer {
  /** The id under which it sends; null where it doesn't. */
  sender: string | null;
  /** Whether another's sending is no hindrance. */
  force: boolean;
  /** Who it is, for the record; the batch's user where that isn't said. */
  actor?: string;
}

/** Who is sending files into the batch at `now`; null where nobody is. */
export function senderOf(batch: Batch, now: Date): Sender | null {
  const sender = living(batch, now);
  return sender && { since: sender.since, seen_at: sender.seenAt };
}

/** The batch with `id` as its sender; unchanged where another is sending. */
export function withSender(batch: Batch, id: string | null, now: Date): Batch {
  const sender = living(batch, now);
  if (id === null || !batch.open || (sender && sender.id !== id)) return batch;
  const at = now.toISOString();
  return { ...batch, sender: { id, since: sender?.since ?? at, seenAt: at } };
}

/**
 * Sees that nobody else is sending.
 *
 * @throws {BatchBeingSentError}
 */
export function checkNotSent(batch: Batch, { sender: id, force }: Closer, now: Date): void {
  const sender = living(batch, now);
  if (sender && sender.id !== id && !force) throw new BatchBeingSentError(batch.id);
}

/**
 * Machines' clocks differ, and are set: a time that lies as far ahead as one that is over lies behind
 * would else hold until then.
 */
function living({ open, sender }: Batch, now: Date): BatchSender | null {
  if (!open || !sender) return null;
  return Math.abs(now.getTime() - Date.parse(sender.seenAt)) < UPLOAD_SENDER.ms ? sender : null;
}
