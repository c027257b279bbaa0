import type { UnpackedFile, UnpackedPage } from "@/lib/extract/container/unpacked_page.ts";
import type { ExtractionReason } from "@/lib/extract/document/extraction_error.ts";

/** A page, or why there is none. */
export type PageReply = UnpackedPage & { reason: ExtractionReason | null };

/** What is said of a page beside its files' bytes. */
export interface PageHead {
  /** Why the container can't be unpacked. */
  reason: ExtractionReason | null;
  files: (Omit<UnpackedFile, "content"> & {
    /** How many of the bytes are its. */
    bytes: number;
  })[];
  next: number | null;
}

/** A page as a head and the bytes of its files, one after another. */
export function encodePage({ files, ...page }: PageReply): { head: PageHead; body: Uint8Array[] } {
  const named = files.map(({ content, ...file }) => ({ ...file, bytes: content.length }));
  return { head: { ...page, files: named }, body: files.map(({ content }) => content) };
}
