import { BatchNotFoundError, FileNotFoundError } from "@/lib/batches/batch_errors.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { attachment, UNTRUSTED_HEADERS } from "@/lib/http/attachment.ts";
import { notFound } from "@/lib/http/problems.ts";
import type { Services } from "@/lib/services.ts";
import { mediaTypeOf } from "@/lib/wire/review/media_types.ts";

type Stores = Pick<Services, "batches" | "blobs">;

/**
 * A file of a batch that stands.
 *
 * @throws {BatchNotFoundError}
 * @throws {FileNotFoundError}
 */
export async function fileOf(
  { batches }: Pick<Services, "batches">,
  user: string,
  batch: string,
  id: string,
): Promise<BatchFile> {
  if (!await batches.get(user, batch)) throw new BatchNotFoundError(batch);
  const file = await batches.file(user, batch, id);
  if (!file) throw new FileNotFoundError(id);
  return file;
}

/**
 * The document as it came, to be kept and not to be shown.
 *
 * @throws {Problem} 404: a refused file was never stored
 */
export async function documentAnswer({ blobs }: Stores, file: BatchFile): Promise<Response> {
  const blob = file.blob && await blobs.open(file.user, file.blob);
  if (!blob) throw notFound(`the document of file ${JSON.stringify(file.id)}`);
  return new Response(blob.body, {
    headers: {
      ...UNTRUSTED_HEADERS,
      "content-type": mediaTypeOf(file.name),
      "content-length": String(blob.size),
      "content-disposition": attachment(file.name),
    },
  });
}

/**
 * The text that was read of it, line by line.
 *
 * @throws {Problem} 404: it has not been read, or could not be
 */
export async function textOf({ blobs }: Stores, file: BatchFile): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = file.textBlob && await blobs.get(file.user, file.textBlob);
  if (!bytes) throw notFound(`the text of file ${JSON.stringify(file.id)}`);
  return bytes;
}

/** Text of a resume as an answer. */
export function textAnswer(text: Uint8Array<ArrayBuffer> | string): Response {
  return new Response(text, {
    headers: { ...UNTRUSTED_HEADERS, "content-type": "text/plain; charset=utf-8" },
  });
}
