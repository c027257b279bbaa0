import { isPicture, type PictureKind } from "@/lib/extract/picture/picture_kind.ts";
import type { FileKind } from "@/lib/wire/file_kinds.ts";

/** The kinds that have pages, as opposed to text that flows. */
export type PagedKind = "pdf" | "pages" | PictureKind;

/** Whether documents of a kind have pages that can be shown. */
export function isPaged(kind: FileKind): kind is PagedKind {
  return kind === "pdf" || kind === "pages" || isPicture(kind);
}
