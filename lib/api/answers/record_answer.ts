import { attachment } from "@/lib/http/attachment.ts";
import { notFound } from "@/lib/http/problems.ts";
import type { Services } from "@/lib/services.ts";
import { RECORD_TYPE } from "@/lib/wire/review/record_line.ts";

/**
 * The record of a batch as JSON Lines, to be kept as a file. That it was taken out is its last line.
 *
 * @param by null where it is only asked about
 * @throws {Problem} 404
 */
export async function recordAnswer(
  { user, batch: id, by }: { user: string; batch: string; by: string | null },
  { batches, records }: Pick<Services, "batches" | "records">,
): Promise<Response> {
  const batch = await batches.get(user, id);
  if (!batch && !await records.end(user, id)) throw notFound(`the record of batch "${id}"`);
  if (by !== null) {
    await records.exported({ user, batch: id, expiresAt: batch?.expiresAt }, by, "record");
  }
  const end = await records.end(user, id);
  if (!end) throw notFound(`the record of batch "${id}"`);
  const body = ReadableStream.from(records.lines(user, id, end));
  return new Response(body, {
    headers: {
      "content-type": RECORD_TYPE,
      "content-disposition": attachment(`${id}-record.jsonl`),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
