import { BatchNotFoundError, FileNotFoundError } from "@/lib/batches/batch_errors.ts";
import { BatchView } from "@/lib/batches/blind/batch_view.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { attachment, UNTRUSTED_HEADERS } from "@/lib/http/attachment.ts";
import { blindBatch, notFound } from "@/lib/http/problems.ts";
import type { Services } from "@/lib/services.ts";
import type { Result } from "@/lib/wire/result.ts";
import { mediaTypeOf } from "@/lib/wire/review/media_types.ts";

type Stores = Pick<Services, "batches" | "blobs">;

/** A file, and how its batch is shown to its owner. */
export interface SeenFile {
  file: BatchFile;
  view: BatchView;
}

/**
 * A file of a batch that stands.
 *
 * @throws {BatchNotFoundError}
 * @throws {FileNotFoundError}
 */
export async function seenFile(
  { batches }: Pick<Services, "batches">,
  user: string,
  batch: string,
  id: string,
): Promise<SeenFile> {
  const found = await batches.get(user, batch);
  if (!found) throw new BatchNotFoundError(batch);
  const file = await batches.file(user, batch, id);
  if (!file) throw new FileNotFoundError(id);
  return { file, view: BatchView.of(found) };
}

/** As `seenFile`, for who is shown it by a view of their own. */
export async function fileOf(...asked: Parameters<typeof seenFile>): Promise<BatchFile> {
  return (await seenFile(...asked)).file;
}

/**
 * Guards what can't be shown with names hidden: documents and pictures of their pages.
 *
 * @throws {Problem} 403 `blind`
 */
export function requireSight({ isBlind }: { isBlind: boolean }): void {
  if (isBlind) throw blindBatch();
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
 * The document's bytes, all at once.
 *
 * @throws {Problem} 404: a refused file was never stored
 */
export async function documentOf(
  { blobs }: Pick<Stores, "blobs">,
  file: BatchFile,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = file.blob && await blobs.get(file.user, file.blob);
  if (!bytes) throw notFound(`the document of file ${JSON.stringify(file.id)}`);
  return bytes;
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

/** How texts are shown to who asks. */
export interface TextView {
  text(text: string, name: string, result: Result | null): string;
}

/**
 * The text as it is shown by a view.
 *
 * @throws {Problem} 404
 */
export async function seenText(
  services: Stores,
  file: BatchFile,
  view: TextView,
): Promise<string> {
  const text = new TextDecoder().decode(await textOf(services, file));
  const result = await services.batches.result(file.user, file.batch, file.id);
  return view.text(text, file.name, result);
}

/** Text of a resume as an answer. */
export function textAnswer(text: Uint8Array<ArrayBuffer> | string): Response {
  return new Response(text, {
    headers: { ...UNTRUSTED_HEADERS, "content-type": "text/plain; charset=utf-8" },
  });
}
